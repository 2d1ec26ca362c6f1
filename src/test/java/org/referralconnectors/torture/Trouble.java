package org.referralconnectors.torture;

import java.util.Random;
import java.util.function.BiFunction;

/** What goes wrong beside what people do. */
enum Trouble {
    WEATHER((world, people) -> new Weather(world)),
    LOST_PLACES((world, people) -> new LostPlaces(world)),
    OUTAGES((world, people) -> new Outages(world)),
    NAPS((world, people) -> new Naps(world)),
    SLOW_WRITES((world, people) -> new SlowWrites(world)),
    TOUCHES((world, people) -> new Touches(world)),
    REFUSED_LEADS((world, people) -> new RefusedLeads(world)),
    RESTRICTIONS((world, people) -> new Restrictions(world)),
    REFUSED_VALUES((world, people) -> new RefusedValues(world, people));

    private final BiFunction<World, People, Source> source;

    Trouble(BiFunction<World, People, Source> source) {
        this.source = source;
    }

    /** Makes one trouble after the other. */
    interface Source {
        void act(Random random);

        /** A phase begins, counted from 0; no process runs. */
        default void phase(int number) {}

        /** Nothing of it strikes any more. */
        default void clear() {}

        /** It never comes back. */
        default void end() {}
    }

    Source in(World world, People people) {
        return source.apply(world, people);
    }
}
