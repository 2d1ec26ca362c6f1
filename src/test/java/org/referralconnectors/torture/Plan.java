package org.referralconnectors.torture;

import java.util.Map;

/**
 * How one run of the checker goes.
 *
 * @param kind of store: {@code sqlite} (one process) or {@code postgresql} (two)
 * @param roundSeconds how long people act before they stop and everything has to come to rest
 * @param editMillis between two acts of the people, on average
 * @param faultMillis between two faults; 0: none
 * @param latencyMillis of every call to Dynamics 365, beside the faults
 * @param killMillis between two acts of the reaper; 0: none
 * @param raceOneIn of how many reads of the application one is followed by an edit before it can write
 * @param longPauses whether a process may stand still for longer than its leases last
 * @param restSeconds in which both sides have to agree once edits have stopped
 */
record Plan(
        long seed,
        String kind,
        int roundSeconds,
        int editMillis,
        int faultMillis,
        int latencyMillis,
        int killMillis,
        int raceOneIn,
        boolean longPauses,
        int restSeconds,
        People.Habits habits) {

    static final String NEVER = "0 0 0 1 1 ? 2099";

    static Plan of(long seed, String kind, int roundSeconds) {
        return new Plan(seed, kind, roundSeconds, 100, 350, 0, 2_500, 12, true, 60, People.Habits.USUAL);
    }

    int replicas() {
        return kind.equals("sqlite") ? 1 : 2;
    }

    /** Schedules and delays short enough for a round; all else is as delivered. */
    static Map<String, String> settings() {
        return Map.of(
                "dynamics.poll-cron", "0/2 * * * * ?",
                "partner-center.sweep-cron", "0/10 * * * * ?",
                "sync.retry-initial-delay", "PT0.5S",
                "sync.retry-max-delay", "PT5S",
                "http.response-timeout", "PT10S");
    }
}
