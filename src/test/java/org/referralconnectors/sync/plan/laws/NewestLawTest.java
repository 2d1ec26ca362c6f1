package org.referralconnectors.sync.plan.laws;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;

/** The newest is who changed a side last, whoever wrote to it since; the {@link Ledger} fails what forgets that. */
@AddLifecycleHook(value = Chance.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
class NewestLawTest {

    private static final int TRIES = 2000;
    private static final Rows NEWEST = Maps.newest();

    @Provide
    Arbitrary<Rows> maps() {
        return Maps.any();
    }

    /** Both sides are edited, some while apart. */
    @Provide
    Arbitrary<List<Act>> histories() {
        return Acts.of(Arbitraries.oneOf(Acts.edit(), Acts.contested()));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theNewestWinsAConflict(@ForAll("histories") List<Act> history) {
        World world = new World(NEWEST, "UTC", false);
        world.tells(() -> world.after(history).drain());
    }

    /** Values that were left different meet as if for the first time. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theNewestWinsInARowThatIsAddedLater(
            @ForAll("maps") Rows map, @ForAll("histories") List<Act> history, @ForAll("histories") List<Act> then) {
        World world = new World(map, "UTC", false);
        world.tells(() -> {
            world.after(history).remap(NEWEST);
            world.drain();
            world.after(then).drain();
        });
    }
}
