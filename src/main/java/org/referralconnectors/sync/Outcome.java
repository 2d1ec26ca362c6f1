package org.referralconnectors.sync;

/**
 * How a run ended.
 *
 * @param kind the word that history, metrics and logs use
 * @param reason why, in plain words and without personal data; empty where the kind says it all
 */
public record Outcome(Kind kind, String reason) {

    public enum Kind {
        DONE("done"),
        NOTHING_TO_DO("nothing to do"),
        OUT_OF_SCOPE("out of scope"),
        LEAD_DELETED("lead deleted"),
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
    }

    static Outcome nothingToDo(String reason) {
        return new Outcome(Kind.NOTHING_TO_DO, reason);
    }
}
