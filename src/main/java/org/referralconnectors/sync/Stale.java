package org.referralconnectors.sync;

/** Says that what was read no longer holds: both sides are read and planned again. */
public final class Stale extends RuntimeException {

    public Stale(String reason) {
        super(reason, null, false, false);
    }
}
