package org.referralconnectors.sync.plan;

import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.Refusal;
import org.referralconnectors.mapping.Terms;

/**
 * A field that waits for a person, or for another value.
 *
 * @param why code, reason and remedy, without values
 * @param referral what the referral held when it was parked
 * @param lead what the lead held when it was parked
 */
public record FieldPark(String field, Refusal why, String referral, String lead) {

    public String code() {
        return why.code();
    }

    public String reason() {
        return why.reason();
    }

    public String remedy() {
        return why.remedy();
    }

    /** See {@link Agreement#renewed}. */
    FieldPark renewed(Field mapped, String referralNow, String leadNow, Terms terms) {
        return new FieldPark(
                field,
                why,
                mapped.sameReferral(referral, referralNow, terms) ? referralNow : referral,
                mapped.sameLead(lead, leadNow, terms) ? leadNow : lead);
    }

    boolean holds(String referralNow, String leadNow) {
        return referral.equals(referralNow) && lead.equals(leadNow);
    }
}
