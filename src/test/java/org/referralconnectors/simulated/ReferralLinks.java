package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The links in a referral, as unreliable as the real ones: the public host, whatever host was called. */
final class ReferralLinks {
    private static final String COLLECTION = "https://api.partner.microsoft.com/v1.0/engagements/referrals";

    private ReferralLinks() {}

    static void put(ObjectNode referral) {
        ObjectNode links = referral.putObject("links");
        links.putObject("relatedReferrals")
                .put(
                        "uri",
                        COLLECTION + "?$filter=engagementId eq "
                                + referral.path("engagementId").asText())
                .put("method", "GET");
        links.putObject("self")
                .put("uri", COLLECTION + "/" + referral.path("id").asText())
                .put("method", "GET");
    }
}
