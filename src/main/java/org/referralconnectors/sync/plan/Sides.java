package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.referralconnectors.mapping.Terms;

/**
 * Both records as they were read.
 *
 * @param lead null while there is none
 */
record Sides(JsonNode referral, JsonNode lead, Terms terms, OwnWrites ours) {

    /** Dataverse keeps whole seconds, and no two clocks are the same. */
    private static final Duration CLOSE = Duration.ofSeconds(5);

    boolean hasLead() {
        return lead != null;
    }

    String referralEtag() {
        return referral.path("eTag").asText();
    }

    /** Empty while there is no lead. */
    String leadEtag() {
        return hasLead() ? lead.path("@odata.etag").asText() : "";
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

    /**
     * Whether the referral changed later than the lead, not counting times that our own writes made; near each other,
     * no.
     */
    boolean isReferralNewer() {
        Instant referralTime = time(referral, "updatedDateTime", referralEtag(), ours.referralEtag());
        Instant leadTime = hasLead() ? time(lead, "modifiedon", leadEtag(), ours.leadEtag()) : null;
        return referralTime != null && (leadTime == null || referralTime.isAfter(leadTime.plus(CLOSE)));
    }

    private static Instant time(JsonNode side, String member, String etag, String ourEtag) {
        if (etag.equals(ourEtag)) {
            return null;
        }
        try {
            return OffsetDateTime.parse(side.path(member).asText()).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
