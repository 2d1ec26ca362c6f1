package org.referralconnectors.demo;

import java.time.Duration;
import java.util.Map;

/**
 * The schedules of the demo, where hours of a real installation pass in seconds.
 *
 * @param poll seconds from one look at the leads to the next
 * @param sweep seconds from one look at the list of referrals to the next
 */
record Pace(int poll, int sweep) {

    static final Pace CALM = new Pace(2, 5);
    static final Pace HURRIED = new Pace(1, 2);

    /** Least time between two runs of one pair. */
    Duration settle() {
        return Duration.ofMillis(500);
    }

    /** What differs from the defaults: besides the schedules, the history shows values that are not personal. */
    Map<String, String> settings() {
        return Map.of(
                "dynamics.poll-cron",
                "0/" + poll + " * * * * ?",
                "partner-center.sweep-cron",
                "0/" + sweep + " * * * * ?",
                "sync.settle",
                "PT0.5S",
                "sync.history-values",
                "plain");
    }
}
