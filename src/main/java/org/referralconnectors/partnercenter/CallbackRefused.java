package org.referralconnectors.partnercenter;

import java.util.List;
import java.util.stream.Stream;

/**
 * A delivery that isn't taken. Its message is meant for the caller and tells it nothing that it doesn't know; it has no
 * stack trace, since anybody on the Internet can cause it at will.
 */
public final class CallbackRefused extends Exception {

    private final Refusal refusal;

    CallbackRefused(Refusal refusal) {
        super(refusal.text(), null, false, false);
        this.refusal = refusal;
    }

    /** Every word that {@link #outcome()} may be. */
    public static List<String> outcomes() {
        return Stream.of(Refusal.values()).map(Refusal::outcome).toList();
    }

    /** The HTTP status to answer. */
    public int status() {
        return refusal.status();
    }

    /** Which check refused, as the label of a counter: one of a dozen fixed words. */
    public String outcome() {
        return refusal.outcome();
    }

    Refusal refusal() {
        return refusal;
    }
}
