package org.referralconnectors.torture.observer;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Something that happened, as the simulated services saw it.
 *
 * @param seq orders all events
 * @param at of a change: the time that the service gave it
 * @param side null for what concerns all
 * @param record its id, null for what concerns all
 * @param what see {@link What}
 * @param ours done by the application, rather than by a person
 * @param values the record as it then was; empty where it isn't known or gone
 * @param status likewise, as {@link Mapped#status}
 * @param rules that the application had when it asked for it
 * @param asked when its call arrived, where it waited before it was served; otherwise {@code seq}
 * @param note for a reader
 */
public record Event(
        long seq,
        Instant at,
        Side side,
        String record,
        What what,
        boolean ours,
        Map<Mapped, String> values,
        String status,
        Ties ties,
        Rules rules,
        long asked,
        String note) {

    private static final int LONGEST = 40;

    enum What {
        CREATED,
        CHANGED,
        DELETED,
        /** The pair's lead is another one from now on: its own was merged into it. */
        MET,
        /** Read by the application, and the answer was sent. */
        READ,
        /** The application's write was refused. */
        REFUSED,
        /** The application's write was done, but its answer was not sent. */
        UNANSWERED,
        /** A webhook was answered with 200; {@code seq} is of the moment at which it was sent. */
        ACKNOWLEDGED,
        /** A process was killed, stopped or continued. */
        DISTURBED,
        /** Nothing was left to do; {@code note} names what is parked. */
        RESTED
    }

    boolean isChange() {
        return what == What.CREATED || what == What.CHANGED || what == What.DELETED;
    }

    boolean isOursChange() {
        return ours && isChange();
    }

    Event as(What other, long otherSeq) {
        return new Event(otherSeq, at, side, record, other, false, values, status, ties, rules, otherSeq, note);
    }

    /** In one line; of its values those that differ from what was told before, shortened. */
    String told(Map<Mapped, String> before) {
        String who = side == null ? "" : ours ? "application" : "person     ";
        String changed = values.entrySet().stream()
                .filter(value -> !value.getValue().equals(before.get(value.getKey())))
                .map(value -> value.getKey() + "=" + shortened(value.getValue()))
                .collect(Collectors.joining(", "));
        return "%7d %s %-8s %-12s %s %s %s %s %s"
                .formatted(seq, at, side == null ? "" : side, what, who, ties.names(), status, note, changed)
                .stripTrailing();
    }

    @Override
    public String toString() {
        return told(Map.of());
    }

    static String shortened(String value) {
        return value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value;
    }
}
