package org.referralconnectors.sync.plan;

import org.referralconnectors.mapping.Clear;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.Refusal;

/**
 * One field's values, now and as agreed, before it is decided.
 *
 * @param referral what the referral holds
 * @param lead what the lead holds
 * @param r what counts of it: the agreed value where the referral's own says nothing
 * @param l what counts of the lead's value, likewise
 * @param unseen why the lead's value can't be seen, or null
 */
record Draft(Field field, Agreement before, String referral, String lead, String r, String l, String unseen) {

    static Draft of(Field field, Agreement before, Sides sides) {
        String referral = field.referral(sides.referral());
        String lead = sides.hasLead() ? field.lead(sides.lead(), sides.terms()) : "";
        String unseen =
                sides.hasLead() ? field.unseen(sides.lead(), sides.terms()).orElse(null) : null;
        Agreement known = unseen == null ? before.inSight(field, lead, sides.terms()) : before;
        Agreement renewed = known.renewed(field, referral, lead, sides.terms()).fitting(referral, lead);
        return new Draft(field, renewed, referral, lead, referral, lead, unseen);
    }

    /** Leaves out what is no change: all of a closed referral, and an emptied source where the row keeps. */
    Draft counting(boolean referralClosed) {
        if (!before.isKnown()) {
            return this;
        }
        boolean keeps = field.clear() == Clear.KEEP;
        boolean hidden = referralClosed || keeps && field.direction().toLead() && isEmptied();
        boolean emptied = keeps && field.direction().toReferral() && lead.isEmpty();
        return new Draft(
                field,
                before,
                referral,
                lead,
                hidden ? before.referral() : referral,
                emptied ? before.lead() : lead,
                unseen);
    }

    /** Remembers who was the newest, for as long as neither value changes. */
    Draft judged(boolean referralWins) {
        Verdict verdict = new Verdict(referralWins, referral, lead);
        return new Draft(field, before.judged(verdict), referral, lead, r, l, unseen);
    }

    private boolean isEmptied() {
        return referral.isEmpty() || field.isStandIn(referral) && !field.isStandIn(before.referral());
    }

    boolean referralChanged() {
        return !r.equals(before.referral());
    }

    boolean leadChanged() {
        return !l.equals(before.lead());
    }

    boolean isParked() {
        return before.park() != null && before.take() == null && before.park().holds(referral, lead);
    }

    FieldPlan waiting() {
        return plan(
                Action.PARK,
                null,
                "parked: " + before.park().reason(),
                before.park().why(),
                before);
    }

    FieldPlan park(Refusal why) {
        FieldPark park = new FieldPark(field.name(), why, referral, lead);
        return plan(Action.PARK, null, "parked: " + why.reason(), why, before.parked(park));
    }

    boolean isUnseen() {
        return unseen != null;
    }

    /** Neither side is written while the lead's value can't be seen, and what was agreed stays. */
    FieldPlan leftAlone() {
        return plan(Action.NONE, null, unseen, null, before.outOfSight());
    }

    /** Nothing to write, nothing to remember. */
    FieldPlan none(String rule) {
        return plan(Action.NONE, null, rule, null, before.parked(null));
    }

    /** Nothing to write, and what was remembered counts no more. */
    FieldPlan forget(String rule) {
        return plan(Action.NONE, null, rule, null, Agreement.none(before.rowHash()));
    }

    /** Nothing to write; what both sides hold is agreed. */
    FieldPlan agree(String rule) {
        return plan(Action.NONE, null, rule, null, agreement());
    }

    /** Nothing can be written; what both sides hold is agreed, though it differs. */
    FieldPlan settle(String rule) {
        return plan(Action.SETTLE, null, rule, null, agreement());
    }

    FieldPlan write(Action action, String value, String rule) {
        return plan(action, value, rule, null, agreement());
    }

    private Agreement agreement() {
        return Agreement.on(before.rowHash(), r, l);
    }

    private FieldPlan plan(Action action, String value, String rule, Refusal park, Agreement after) {
        return new FieldPlan(field.name(), referral, lead, action, value, rule, park, false, before, after);
    }
}
