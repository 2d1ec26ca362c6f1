package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.Terms;
import org.referralconnectors.values.Moments;

/**
 * Both records as they were read.
 *
 * @param lead null while there is none
 */
record Sides(JsonNode referral, JsonNode lead, Terms terms) {

    boolean hasLead() {
        return lead != null;
    }

    boolean has(Side side) {
        return side == Side.REFERRAL || hasLead();
    }

    /** Empty while there is no such record. */
    String version(Side side) {
        return side == Side.REFERRAL
                ? referral.path("eTag").asText()
                : hasLead() ? lead.path("@odata.etag").asText() : "";
    }

    /** When the record was last changed, in whole milliseconds; null where it does not say. */
    Instant changedAt(Side side) {
        JsonNode time = side == Side.REFERRAL ? referral.path("updatedDateTime") : lead.path("modifiedon");
        return Moments.read(time.asText())
                .map(at -> at.truncatedTo(ChronoUnit.MILLIS))
                .orElse(null);
    }

    /** What a side holds of a field; empty while there is no such record. */
    String value(Side side, Field field) {
        if (side == Side.REFERRAL) {
            return field.referral(referral);
        }
        return hasLead() ? field.lead(lead, terms) : "";
    }

    /** Whether a record shows what it holds of a field. */
    boolean shows(Side side, Field field) {
        return side == Side.REFERRAL || field.unseen(lead, terms).isEmpty();
    }

    /** This, with one record as a write left it. */
    Sides with(Side side, JsonNode answer) {
        return side == Side.REFERRAL ? new Sides(answer, lead, terms) : new Sides(referral, answer, terms);
    }

    boolean isReferralClosed() {
        return referral.path("status").asText().equals("Closed");
    }

    /** Why nothing may be written to the lead; empty where it may. */
    Optional<String> leadLock() {
        if (!hasLead()) {
            return Optional.empty();
        }
        if (lead.path("merged").asBoolean()) {
            return Optional.of("the lead was merged into another one");
        }
        if (!lead.hasNonNull("statecode")) {
            return Optional.of("the answer of Dynamics 365 lacks the lead's state");
        }
        return switch (lead.path("statecode").asText()) {
            case "0" -> Optional.empty();
            case "1" -> Optional.of("the lead is qualified");
            default -> Optional.of("the lead is disqualified");
        };
    }
}
