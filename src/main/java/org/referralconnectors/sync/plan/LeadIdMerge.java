package org.referralconnectors.sync.plan;

import java.util.Set;

/** Keeps the lead's id in the referral, as far as what stands there is ours. */
final class LeadIdMerge {

    private final Sides sides;
    private final boolean overwrites;
    private final Set<String> leadIds;

    /** @param leadIds every lead that the pair ever had */
    LeadIdMerge(Sides sides, boolean overwrites, Set<String> leadIds) {
        this.sides = sides;
        this.overwrites = overwrites;
        this.leadIds = leadIds;
    }

    /** Under another policy a value that was left alone is looked at afresh. */
    String rowHash(String rowHash) {
        return overwrites ? rowHash + "!" : rowHash;
    }

    FieldPlan plan(Draft draft) {
        if (draft.isParked()) {
            return draft.waiting();
        }
        if (!sides.hasLead()) {
            return draft.none("there is no lead yet");
        }
        if (draft.before().isKnown() && !draft.referralChanged() && !draft.leadChanged()) {
            return draft.none("unchanged");
        }
        if (draft.r().equals(draft.l())) {
            return draft.agree("the referral names its lead");
        }
        boolean free = overwrites || draft.r().isEmpty() || isOurs(draft.r());
        return free
                ? Attempt.toReferral(draft, sides)
                        .plan(draft, Action.TO_REFERRAL, "the referral does not name its lead")
                : draft.settle("externalReferenceId holds another system's id");
    }

    private boolean isOurs(String leadId) {
        return leadIds.stream().anyMatch(leadId::equalsIgnoreCase);
    }
}
