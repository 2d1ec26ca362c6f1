package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Who was the newest when a conflict was decided. It stays so while neither value changes, whatever is written to
 * either record meanwhile.
 *
 * @param referral, lead the values that it was about
 */
record Verdict(boolean referralWins, String referral, String lead) {

    boolean isAbout(String referralNow, String leadNow) {
        return referral.equals(referralNow) && lead.equals(leadNow);
    }

    void write(ObjectNode json) {
        json.put("wins", (referralWins ? Side.REFERRAL : Side.RECORD).text())
                .put("referral", referral)
                .put("lead", lead);
    }

    /** Null where there is none. */
    static Verdict read(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new Verdict(
                        json.path("wins").asText().equals(Side.REFERRAL.text()),
                        json.path("referral").asText(),
                        json.path("lead").asText());
    }
}
