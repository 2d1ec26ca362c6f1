package org.referralconnectors.torture.observer;

/**
 * A broken promise.
 *
 * @param promise the word that names it
 */
public record Violation(String promise, String referralId, String text) {

    /** Of a write that has no reason. */
    static Violation unasked(Event event, String referralId, String text) {
        return new Violation("unasked", referralId, text + " (event " + event.seq() + ")");
    }

    @Override
    public String toString() {
        return promise + ": referral " + referralId + ": " + text;
    }
}
