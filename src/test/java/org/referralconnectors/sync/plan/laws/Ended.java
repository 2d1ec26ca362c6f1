package org.referralconnectors.sync.plan.laws;

/** A run ends before its time. */
final class Ended extends RuntimeException {

    private final boolean killed;

    Ended(Trouble trouble) {
        super(trouble.toString());
        this.killed = trouble.kills();
    }

    /** Whether the process ended with it: what was not committed is gone. */
    boolean isKilled() {
        return killed;
    }
}
