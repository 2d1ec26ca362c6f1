package org.referralconnectors.torture;

import java.util.ArrayList;
import java.util.List;

/** Holds what the simulated services saw against the promise. */
final class Verdict {
    private final World world;

    Verdict(World world) {
        this.world = world;
    }

    /** What must hold at every moment: asked while edits still go on, too. */
    List<Violation> always() {
        List<Violation> found = new ArrayList<>(world.journal().illegal());
        for (Story story : world.journal().stories()) {
            found.addAll(new OneLead(story).violations());
            found.addAll(new Asked(story, world.journal().disturbances()).violations());
        }
        return found;
    }

    /** What must hold when edits have stopped and requests have drained. */
    List<Violation> inTheEnd() {
        List<Violation> found = new ArrayList<>();
        for (Story story : world.journal().stories()) {
            found.addAll(new Heard(story).violations());
            found.addAll(new Recorded(world, story).violations());
            found.addAll(new InStep(world, story).violations());
        }
        return found;
    }
}
