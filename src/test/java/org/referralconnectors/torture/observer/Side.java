package org.referralconnectors.torture.observer;

/** Where a value is held. */
public enum Side {
    REFERRAL,
    LEAD;

    Side other() {
        return this == REFERRAL ? LEAD : REFERRAL;
    }
}
