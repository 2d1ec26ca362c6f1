package org.referralconnectors.torture;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to a pair, as the simulated services saw it.
 *
 * @param seq orders the events of all pairs and both sides
 * @param what see {@link What}
 * @param ours done by the application, rather than by a person
 * @param values the record as it then was; empty where it isn't known or gone
 * @param status likewise, as {@link Mapped#status}
 * @param note for a reader
 */
record Event(
        long seq,
        Instant at,
        Side side,
        What what,
        boolean ours,
        Map<Mapped, String> values,
        String status,
        String note) {

    enum What {
        CREATED,
        CHANGED,
        DELETED,
        /** Read by the application, and the answer was sent. */
        READ,
        /** The application's write was refused. */
        REFUSED,
        /** The application's write was done, but its answer was not sent. */
        UNANSWERED,
        /** A webhook was answered with 200; {@code seq} is of the moment at which it was sent. */
        ACKNOWLEDGED,
        /** A process was killed, stopped or continued. */
        DISTURBED
    }

    boolean isChange() {
        return what == What.CREATED || what == What.CHANGED || what == What.DELETED;
    }

    @Override
    public String toString() {
        return "%7d %s %-8s %-12s %s %s %s %s"
                .formatted(seq, at, side, what, ours ? "application" : "person     ", status, note, values)
                .stripTrailing();
    }
}
