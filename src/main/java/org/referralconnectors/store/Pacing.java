package org.referralconnectors.store;

import java.time.Duration;
import java.time.Instant;

/**
 * How soon one run of a pair may follow another. After {@value #PATIENCE} runs in a minute without a write, the gap
 * doubles with each further one, so that an echo or somebody's busy workflow costs little; a run that writes resets it.
 *
 * @param quietRuns runs in a row that wrote nothing
 * @param since when the first of these began
 * @param gap between the end of the last run and the begin of the next
 */
record Pacing(int quietRuns, Instant since, Duration gap) {
    private static final int PATIENCE = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SHORTEST_DOUBLED = Duration.ofSeconds(1);

    Pacing after(boolean wrote, Instant ranAt, Duration settle) {
        if (wrote) {
            return new Pacing(0, ranAt, settle);
        }
        if (quietRuns == 0 || ranAt.isAfter(since.plus(WINDOW).plus(gap.multipliedBy(2)))) {
            return new Pacing(1, ranAt, settle);
        }
        if (quietRuns + 1 < PATIENCE) {
            return new Pacing(quietRuns + 1, since, settle);
        }
        return new Pacing(quietRuns + 1, ranAt, doubled());
    }

    private Duration doubled() {
        Duration twice = gap.multipliedBy(2);
        Duration atLeast = twice.compareTo(SHORTEST_DOUBLED) < 0 ? SHORTEST_DOUBLED : twice;
        return atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
    }
}
