package org.referralconnectors.torture;

/**
 * A broken promise.
 *
 * @param promise the word that names it
 */
record Violation(String promise, String referralId, String text) {

    @Override
    public String toString() {
        return promise + ": referral " + referralId + ": " + text;
    }
}
