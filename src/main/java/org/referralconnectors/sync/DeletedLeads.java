package org.referralconnectors.sync;


/** What follows when the lead of a pair is gone. */
public final class DeletedLeads {

    /** The values of {@code sync.on-lead-deleted}. */
    public enum Policy {
        IGNORE,
        RECREATE,
        CLOSE_REFERRAL
    }

    private final Policy policy;
    private final Brakes brakes;

    public DeletedLeads(Policy policy, Brakes brakes) {
        this.policy = policy;
        this.brakes = brakes;
    }

    void decide(Run run) {
        if (policy == Policy.IGNORE) {
            run.end(Outcome.Kind.LEAD_DELETED, "the lead was deleted; nothing is written (sync.on-lead-deleted)");
        } else if (!brakes.allows(run.getReferralId(), policy.name())) {
            run.end(Outcome.Kind.LEAD_DELETED, "too many leads were deleted within an hour: waits for approve");
        } else if (policy == Policy.RECREATE) {
            run.startOver();
        } else {
            run.closeReferral();
        }
    }
}
