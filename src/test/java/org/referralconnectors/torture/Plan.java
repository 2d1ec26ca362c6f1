package org.referralconnectors.torture;

import java.util.List;
import java.util.Map;

/**
 * How one round goes.
 *
 * @param phases one after the other, with the same pairs; the last one rests
 * @param troubles milliseconds between two acts of each, on average
 * @param editMillis between two acts of the people, on average
 * @param killMillis between two acts of the reaper; 0: none
 * @param latencyMillis of every call to Dynamics 365, beside the faults
 * @param raceOneIn of how many reads of the application one is followed by an edit before it can write
 * @param restSeconds in which both sides have to agree once edits have stopped
 */
record Plan(
        List<Phase> phases,
        Map<Trouble, Integer> troubles,
        int editMillis,
        int killMillis,
        int latencyMillis,
        int raceOneIn,
        int restSeconds,
        Habits habits) {

    static final String NEVER = "0 0 0 1 1 ? 2099";

    /** Tries before a request is parked. */
    static final int ATTEMPTS = 10;

    /** Schedules and delays short enough for a round; all else is as delivered. */
    static Map<String, String> settings() {
        return Map.of(
                "dynamics.poll-cron", "0/2 * * * * ?",
                "partner-center.sweep-cron", "0/10 * * * * ?",
                "sync.retry-initial-delay", "PT0.5S",
                "sync.retry-max-delay", "PT5S",
                "sync.max-attempts", Integer.toString(ATTEMPTS),
                "http.response-timeout", "PT10S");
    }
}
