package org.referralconnectors.torture;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what has to come. */
final class Await {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 20;

    /** What had to come did not, or what had to hold did not. */
    static final class Unmet extends RuntimeException {
        Unmet(String what) {
            super(what);
        }
    }

    private Await() {}

    /** @throws Unmet when it has not come after three minutes */
    static void until(String what, BooleanSupplier come) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!come.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new Unmet("waited in vain for " + what);
            }
            Pause.millis(LOOK_MILLIS);
        }
    }

    /** @throws Unmet when it does not hold */
    static void require(String what, boolean holds) {
        if (!holds) {
            throw new Unmet(what);
        }
    }
}
