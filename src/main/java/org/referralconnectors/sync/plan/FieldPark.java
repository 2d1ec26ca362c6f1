package org.referralconnectors.sync.plan;

import org.referralconnectors.mapping.Refusal;

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

    boolean holds(String referralNow, String leadNow) {
        return referral.equals(referralNow) && lead.equals(leadNow);
    }
}
