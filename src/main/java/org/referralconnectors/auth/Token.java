package org.referralconnectors.auth;

import java.time.Duration;
import java.time.Instant;

/**
 * An access token.
 *
 * @param expiresAt when it stops being good
 * @param renewAt from when a new one is looked for, while this one is still good
 */
record Token(String text, Instant expiresAt, Instant renewAt) {

    private static final Duration LONGEST_LEAD = Duration.ofMinutes(5);

    /** Renewal begins in the last fifth of the life, but no earlier than five minutes before its end. */
    static Token of(String text, Instant expiresAt, Instant now) {
        Duration fifth = Duration.between(now, expiresAt).dividedBy(5);
        Duration lead = fifth.compareTo(LONGEST_LEAD) < 0 ? fifth : LONGEST_LEAD;
        return new Token(text, expiresAt, expiresAt.minus(lead));
    }

    boolean isFresh(Instant now) {
        return now.isBefore(renewAt);
    }

    boolean isGood(Instant now) {
        return now.isBefore(expiresAt);
    }

    Token renewedNoEarlierThan(Instant later) {
        return new Token(text, expiresAt, later);
    }

    @Override
    public String toString() {
        return "token until " + expiresAt;
    }
}
