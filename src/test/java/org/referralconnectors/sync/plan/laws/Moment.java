package org.referralconnectors.sync.plan.laws;

/** Between which two steps of a run something happens. */
enum Moment {
    READ,
    LEAD_INTENDED,
    LEAD_WRITTEN,
    LEAD_KNOWN,
    REFERRAL_INTENDED,
    REFERRAL_WRITTEN,
    REFERRAL_KNOWN,
    PLANNED
}
