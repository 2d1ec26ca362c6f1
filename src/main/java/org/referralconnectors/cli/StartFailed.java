package org.referralconnectors.cli;

/** Why the process can't start, in words for whoever started it. */
public final class StartFailed extends RuntimeException {

    public StartFailed(String message) {
        super(message);
    }
}
