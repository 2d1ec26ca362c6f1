package org.referralconnectors.sync.plan.laws;

import java.util.function.Consumer;

/** Something that happens to a pair, with the words for it. */
record Act(String text, Consumer<World> deed) {

    void on(World world) {
        world.tell(text);
        deed.accept(world);
    }

    @Override
    public String toString() {
        return text;
    }
}
