package org.referralconnectors.check;

/** A remote system gave no answer that can be read. */
public final class Unreachable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Unreachable(Throwable cause) {
        super("no answer (" + cause.getClass().getSimpleName() + ")", cause);
    }
}
