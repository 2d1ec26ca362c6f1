package org.referralconnectors.store;

import java.time.Duration;

/**
 * A tick that one process holds while its work lives, and that is another's soon after it died. It says nothing about
 * what may be written: that is up to whoever compares and sets.
 */
public final class Turn {

    /** Work that hangs for longer than any call takes is left to others, who begin at its last place. */
    private static final Duration LONGEST_STILL = Duration.ofMinutes(10);

    private final Ticks ticks;
    private final String name;
    private final Duration length;
    private final long quietUntil;
    private long endsAt;
    private long movedAt = System.nanoTime();
    private boolean ended;

    Turn(Ticks ticks, String name, Duration length, Duration quiet, long endsAt) {
        this.ticks = ticks;
        this.name = name;
        this.length = length;
        this.quietUntil = endsAt - length.toMillis() + quiet.toMillis();
        this.endsAt = endsAt;
    }

    /** The work has come on. */
    public synchronized void moved() {
        movedAt = System.nanoTime();
    }

    /** To be said well within its length, again and again; does nothing once it has ended or is another's. */
    public synchronized void keep() {
        if (!ended && System.nanoTime() - movedAt < LONGEST_STILL.toNanos()) {
            ticks.move(name, endsAt, length).ifPresentOrElse(later -> endsAt = later, () -> ended = true);
        }
    }

    /** Whether nobody else may have it yet, as far as is known here. */
    public synchronized boolean isHeld() {
        return !ended;
    }

    /** Leaves it to others, once the time is over for which they were to keep quiet from its beginning. */
    public synchronized void end() {
        if (!ended) {
            ended = true;
            ticks.end(name, endsAt, quietUntil);
        }
    }
}
