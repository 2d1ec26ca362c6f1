package org.referralconnectors.sync.plan;

import org.referralconnectors.mapping.Refusal;

/**
 * What is planned for one field. Values are canonical texts.
 *
 * @param field the name in {@code mapping.yaml}
 * @param referral what the referral holds
 * @param lead what the lead holds
 * @param action what is done
 * @param value what is written, or null
 * @param rule why, in plain words and without values
 * @param park why it waits, or null
 * @param held whether a write is held back by a setting or a brake
 * @param before what was remembered before this plan
 * @param after what both sides have agreed on where nothing is written; the base of it where something is
 */
public record FieldPlan(
        String field,
        String referral,
        String lead,
        Action action,
        String value,
        String rule,
        Refusal park,
        boolean held,
        Agreement before,
        Agreement after) {

    /** Null before the first agreement. */
    public String agreedReferral() {
        return before.referral();
    }

    /** Null before the first agreement. */
    public String agreedLead() {
        return before.lead();
    }

    String rowHash() {
        return before.rowHash();
    }

    public boolean writes() {
        return writesLead() || writesReferral();
    }

    public boolean writesLead() {
        return !held && action.isToLead();
    }

    public boolean writesReferral() {
        return !held && action.isToReferral();
    }

    /** Whether the referral holds something else than was agreed; never before the first agreement. */
    public boolean referralChanged() {
        return before.isKnown() && !before.referral().equals(referral);
    }

    /** Whether the lead holds something else than was agreed; never before the first agreement. */
    public boolean leadChanged() {
        return before.isKnown() && !before.lead().equals(lead);
    }

    /** Whether it empties the referral's side because the lead's column came empty, which it did not when agreed. */
    public boolean empties() {
        return writesReferral()
                && value.isEmpty()
                && before.isKnown()
                && !before.lead().isEmpty();
    }

    /** The value that a conflict overwrites; null where there is none. */
    public String losingValue() {
        return switch (action) {
            case CONFLICT_TO_LEAD -> lead;
            case CONFLICT_TO_REFERRAL -> referral;
            default -> null;
        };
    }

    FieldPlan heldBack(String why) {
        return new FieldPlan(field, referral, lead, action, value, why, park, true, before, after);
    }

    /** What stands in the store while nothing is written. */
    Agreement withoutWrite() {
        return action.isToLead() || action.isToReferral() ? before : after;
    }
}
