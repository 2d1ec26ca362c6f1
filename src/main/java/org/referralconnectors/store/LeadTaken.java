package org.referralconnectors.store;

/** The lead already belongs to another referral; thrown inside a unit, it undoes the unit. */
public final class LeadTaken extends RuntimeException {
    private final transient String otherReferralId;

    LeadTaken(String leadId, String otherReferralId) {
        super("Lead " + leadId + " belongs to referral " + otherReferralId);
        this.otherReferralId = otherReferralId;
    }

    public String otherReferralId() {
        return otherReferralId;
    }
}
