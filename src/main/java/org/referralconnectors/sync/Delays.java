package org.referralconnectors.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.referralconnectors.sync.Failures.Retries;

/** How long to wait before something is tried again. */
record Delays(Retries retries, RandomGenerator random) {

    /** Exponential with full jitter: somewhere between nothing and the doubled delay. */
    Duration after(int attempts) {
        long limit = retries.maxDelay().toMillis();
        long doubled = retries.initialDelay().toMillis() << Math.min(attempts - 1, 20);
        return Duration.ofMillis(random.nextLong(1, Math.max(2, Math.min(limit, doubled) + 1)));
    }

    /** For a system that did not say for how long; longer each time. */
    Duration rest(int timesInARow) {
        return retries.initialDelay().plus(after(1 + timesInARow));
    }
}
