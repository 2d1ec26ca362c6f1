package org.referralconnectors.sync.plan.laws;

/** Between which two steps of a run something happens. */
enum Moment {
    READ,
    LEAD_INTENDED,
    /** It was sent, and has not arrived: it may, at any time from now on. */
    LEAD_IN_FLIGHT,
    LEAD_WRITTEN,
    LEAD_KNOWN,
    REFERRAL_INTENDED,
    REFERRAL_IN_FLIGHT,
    REFERRAL_WRITTEN,
    REFERRAL_KNOWN,
    PLANNED
}
