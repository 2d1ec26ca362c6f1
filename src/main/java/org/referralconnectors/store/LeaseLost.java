package org.referralconnectors.store;

/** The run took longer than its lease and belongs to somebody else now; thrown inside a unit, it undoes the unit. */
public final class LeaseLost extends RuntimeException {
    public LeaseLost(Claim claim) {
        super("The lease for referral " + claim.referralId() + " was lost");
    }
}
