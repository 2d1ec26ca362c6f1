package org.referralconnectors.torture;

/** Where a value is held. */
enum Side {
    REFERRAL,
    LEAD;

    Side other() {
        return this == REFERRAL ? LEAD : REFERRAL;
    }
}
