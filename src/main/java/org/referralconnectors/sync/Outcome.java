package org.referralconnectors.sync;

import org.referralconnectors.store.Ending;

/**
 * How a run ended.
 *
 * @param kind the word that history, metrics and logs use
 * @param reason why, in plain words and without personal data; empty where the kind says it all
 * @param parked what a person reads of it; null unless the run was parked
 */
public record Outcome(Kind kind, String reason, Ending.Parked parked) {

    /** State of a pair in which there is nothing to do, be it because writing is held back. */
    static final String IN_STEP = "in-step";

    /** State of a pair whose lead is gone; a new event alone does not leave it. */
    public static final String LEAD_DELETED = "lead-deleted";

    /** State of a pair that an operator undid; only an operator makes it one again. */
    public static final String UNLINKED = "unlinked";

    public enum Kind {
        DONE("done"),
        NOTHING_TO_DO("nothing to do"),
        NO_LEAD("nothing to do"),
        NO_REFERRAL("nothing to do"),
        OUT_OF_SCOPE("out of scope"),
        UNLINKED("nothing to do"),
        LEAD_DELETED("lead deleted"),
        HELD("held"),
        PARKED("parked"),
        RETRIED("retried"),
        PAUSED("paused"),
        STALE("read again"),
        DROPPED("dropped");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        /** Whether a lead that the run came across becomes the pair's. */
        boolean takesLead() {
            return this != NO_LEAD && this != NO_REFERRAL && this != OUT_OF_SCOPE && this != UNLINKED;
        }

        boolean isInStep() {
            return this == DONE || this == NOTHING_TO_DO;
        }

        /** Whether what was read has been dealt with; otherwise the request runs again. */
        boolean isFinal() {
            return this != RETRIED && this != PAUSED && this != STALE;
        }
    }

    /** The pair's state after such a run; null where it stays as it was. */
    String state() {
        return switch (kind) {
            case DONE, NOTHING_TO_DO -> IN_STEP;
            case NO_LEAD -> "no-lead";
            case OUT_OF_SCOPE -> "out-of-scope";
            case LEAD_DELETED -> LEAD_DELETED;
            case UNLINKED -> UNLINKED;
            default -> null;
        };
    }
}
