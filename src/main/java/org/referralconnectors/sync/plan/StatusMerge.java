package org.referralconnectors.sync.plan;

import java.util.Optional;
import org.referralconnectors.mapping.StatusField;
import org.referralconnectors.mapping.StatusTable;

/**
 * Merges the status by rank: the side that has come further draws the other one forward, and nothing ever goes back.
 */
final class StatusMerge {

    private final Sides sides;

    StatusMerge(Sides sides) {
        this.sides = sides;
    }

    FieldPlan plan(Draft draft, StatusField field) {
        StatusTable table = field.table();
        if (draft.isParked()) {
            return draft.waiting();
        }
        if (!sides.hasLead()) {
            return draft.none("a lead is created open");
        }
        boolean known = draft.before().isKnown();
        boolean referralChanged = known && draft.referralChanged();
        boolean leadChanged = known && draft.leadChanged();
        if (known && !referralChanged && !leadChanged) {
            return draft.none("unchanged");
        }
        if (table.isInStep(draft.r(), draft.l())) {
            return draft.agree("in step");
        }
        boolean referralLeads = referralChanged && !leadChanged
                || (!known || referralChanged) && table.referralRank(draft.r()) >= table.leadRank(draft.l());
        return referralLeads
                ? moveLead(draft, table, action(draft, Action.TO_LEAD, Action.CONFLICT_TO_LEAD))
                : moveReferral(draft, table, action(draft, Action.TO_REFERRAL, Action.CONFLICT_TO_REFERRAL));
    }

    /** The lead is gone, and its referral is to be closed for it. */
    FieldPlan close(Draft draft, StatusField field) {
        if (sides.isReferralClosed()) {
            return draft.none("the referral is closed");
        }
        if (draft.isParked()) {
            return draft.waiting();
        }
        if (!draft.field().direction().toReferral()) {
            return draft.none("this row never writes to the referral");
        }
        return field.table()
                .closing(draft.r())
                .map(target -> draft.write(Action.TO_REFERRAL, target, "the lead was deleted"))
                .orElseGet(() -> draft.none("no legal move closes the referral"));
    }

    private static Action action(Draft draft, Action oneSided, Action conflict) {
        boolean both = draft.before().isKnown() && draft.referralChanged() && draft.leadChanged();
        return both ? conflict : oneSided;
    }

    private FieldPlan moveLead(Draft draft, StatusTable table, Action action) {
        if (StatusTable.isWon(draft.r())) {
            return draft.settle("won in Partner Center: qualify the lead");
        }
        if (table.referralRank(draft.r()) == StatusTable.UNKNOWN) {
            return draft.settle("the referral's status is unknown");
        }
        if (table.leadRank(draft.l()) >= table.referralRank(draft.r())) {
            return draft.settle("the lead has come further, and never goes back");
        }
        return Attempt.toLead(draft, sides).plan(draft, action, "the referral has come further");
    }

    private FieldPlan moveReferral(Draft draft, StatusTable table, Action action) {
        Optional<String> target = table.referralMove(draft.r(), draft.l());
        if (target.isEmpty()) {
            return draft.settle("moving a lead back never moves a referral, and no other move is legal");
        }
        if (!draft.before().isKnown() && StatusTable.isClosed(target.get())) {
            return draft.settle("a first meeting never closes a referral");
        }
        return draft.field().direction().toReferral()
                ? draft.write(action, target.get(), "the lead has come further")
                : draft.settle("this row never writes to the referral");
    }
}
