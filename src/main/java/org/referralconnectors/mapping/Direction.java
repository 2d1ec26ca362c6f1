package org.referralconnectors.mapping;

/** Which side of a field may be written. */
public enum Direction {
    BOTH,
    TO_LEAD,
    TO_REFERRAL;

    public boolean toLead() {
        return this != TO_REFERRAL;
    }

    public boolean toReferral() {
        return this != TO_LEAD;
    }
}
