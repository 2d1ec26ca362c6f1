package org.referralconnectors.demo;

import java.util.concurrent.TimeUnit;

/** Runs from its making on. */
final class Stopwatch {

    private final long start = System.nanoTime();

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
