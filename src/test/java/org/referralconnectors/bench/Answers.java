package org.referralconnectors.bench;

import java.util.Arrays;

/** How long each answer took, and all of them together. Belongs to one thread until it is complete. */
final class Answers {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long began;
    private long ended;
    private long[] nanos = new long[1 << 16];
    private int count;
    private int repeated;

    Answers(long began) {
        this.began = began;
        this.ended = began;
    }

    void add(long now, long from) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = now - from;
        ended = now;
    }

    /** One more was sent again, since its connection ended first; returns how many were. */
    int tryAgain() {
        return ++repeated;
    }

    int repeated() {
        return repeated;
    }

    int count() {
        return count;
    }

    double perSecond() {
        return count * NANOS_PER_SECOND / (ended - began);
    }

    /** In milliseconds. */
    double percentile(double part) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1L, Math.round(part * count))] / NANOS_PER_MILLI;
    }
}
