package org.referralconnectors.torture;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What somebody has in mind to do in a while. */
final class Later {
    private record Intention(long due, Runnable act) {}

    private final PriorityQueue<Intention> intentions = new PriorityQueue<>(Comparator.comparingLong(Intention::due));

    synchronized void in(long millis, Runnable act) {
        intentions.add(new Intention(System.nanoTime() + millis * 1_000_000, act));
    }

    /** Does what is due. */
    void run() {
        for (Runnable next = due(); next != null; next = due()) {
            next.run();
        }
    }

    private synchronized Runnable due() {
        Intention next = intentions.peek();
        return next == null || next.due() > System.nanoTime()
                ? null
                : intentions.poll().act();
    }
}
