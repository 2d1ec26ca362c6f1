package org.referralconnectors.sync.plan;

import java.util.Optional;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.Refusal;
import org.referralconnectors.mapping.Winner;

/**
 * The three-way merge of one field: what it holds on both sides now, against what it held when they were last in step.
 */
final class FieldMerge {

    private static final Refusal UNDECIDED = new Refusal(
            "conflict",
            "both sides changed, and its row leaves the decision to a person",
            "resolve it: take referral or lead");

    private final Sides sides;
    private final boolean referralIsNewest;

    /** @param referralIsNewest whether somebody else changed the referral last, where nothing was decided yet */
    FieldMerge(Sides sides, boolean referralIsNewest) {
        this.sides = sides;
        this.referralIsNewest = referralIsNewest;
    }

    FieldPlan plan(Draft now) {
        if (now.isParked()) {
            return now.waiting();
        }
        if (!sides.hasLead()) {
            return create(now);
        }
        Draft draft = now.counting(sides.isReferralClosed());
        if (draft.before().take() != null) {
            return taken(draft);
        }
        if (draft.field().onCreate()) {
            return draft.none("written once, when the lead is created");
        }
        return draft.before().isKnown() ? changed(draft) : firstMeeting(draft);
    }

    private FieldPlan create(Draft draft) {
        Optional<String> closed = draft.field().closed(sides.terms());
        if (closed.isPresent()) {
            return draft.none(closed.get());
        }
        Attempt attempt = Attempt.toLead(draft, sides);
        if (attempt.isBlocked() || "".equals(attempt.value())) {
            return draft.none("nothing to write to a new lead");
        }
        return attempt.plan(draft, Action.TO_LEAD, "new lead");
    }

    private FieldPlan taken(Draft draft) {
        if (same(draft)) {
            return draft.agree("both sides hold the same");
        }
        boolean toLead = draft.before().take().equals("referral");
        Attempt attempt = toLead ? Attempt.toLead(draft, sides) : Attempt.toReferral(draft, sides);
        if (draft.field().onCreate() && draft.l().isEmpty()) {
            return attempt.plan(draft, Action.TO_LEAD, "still owed to the new lead");
        }
        return attempt.plan(
                draft, toLead ? Action.CONFLICT_TO_LEAD : Action.CONFLICT_TO_REFERRAL, "resolved by an operator");
    }

    private FieldPlan changed(Draft draft) {
        if (!draft.referralChanged() && !draft.leadChanged()) {
            return draft.none("unchanged");
        }
        if (same(draft)) {
            return draft.agree("both sides hold the same");
        }
        if (draft.referralChanged() && draft.leadChanged()) {
            return conflict(draft, "both sides changed");
        }
        return draft.referralChanged()
                ? Attempt.toLead(draft, sides).plan(draft, Action.TO_LEAD, "the referral changed")
                : Attempt.toReferral(draft, sides).plan(draft, Action.TO_REFERRAL, "the lead changed");
    }

    private FieldPlan firstMeeting(Draft draft) {
        if (same(draft)) {
            return draft.agree("both sides hold the same");
        }
        if (sides.isReferralClosed()) {
            return draft.settle("a closed referral contributes only its status");
        }
        if (draft.l().isEmpty()) {
            return Attempt.toLead(draft, sides).plan(draft, Action.TO_LEAD, "first meeting, the lead is empty");
        }
        if (draft.r().isEmpty() || draft.field().isStandIn(draft.r())) {
            return Attempt.toReferral(draft, sides)
                    .plan(draft, Action.TO_REFERRAL, "first meeting, the referral is empty");
        }
        return conflict(draft, "first meeting");
    }

    private FieldPlan conflict(Draft draft, String why) {
        Winner winner = draft.field().winner();
        if (winner == Winner.MANUAL) {
            return draft.park(UNDECIDED);
        }
        if (winner == Winner.NEWEST) {
            return newestWins(draft, why);
        }
        return winner == Winner.REFERRAL
                ? referralWins(draft, why + ", the referral wins")
                : leadWins(draft, why + ", the lead wins");
    }

    private FieldPlan newestWins(Draft draft, String why) {
        Verdict reached = draft.before().verdict();
        boolean referralWins = reached == null ? referralIsNewest : reached.referralWins();
        Draft judged = draft.judged(referralWins);
        return referralWins
                ? referralWins(judged, why + ", the referral wins as the newest")
                : leadWins(judged, why + ", the lead wins as the newest");
    }

    private FieldPlan referralWins(Draft draft, String rule) {
        Field field = draft.field();
        Attempt first = Attempt.toLead(draft, sides);
        if (!first.isBlocked()
                || !field.direction().toLead()
                || !field.direction().toReferral()) {
            return first.plan(draft, Action.CONFLICT_TO_LEAD, rule);
        }
        return Attempt.toReferral(draft, sides)
                .plan(draft, Action.CONFLICT_TO_REFERRAL, rule + ", but " + first.blocked());
    }

    private FieldPlan leadWins(Draft draft, String rule) {
        Field field = draft.field();
        Attempt first = Attempt.toReferral(draft, sides);
        if (!first.isBlocked()
                || !field.direction().toLead()
                || !field.direction().toReferral()) {
            return first.plan(draft, Action.CONFLICT_TO_REFERRAL, rule);
        }
        return Attempt.toLead(draft, sides).plan(draft, Action.CONFLICT_TO_LEAD, rule + ", but " + first.blocked());
    }

    private boolean same(Draft draft) {
        return draft.field().same(draft.r(), draft.l(), sides.terms());
    }
}
