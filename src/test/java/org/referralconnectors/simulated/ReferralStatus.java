package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * The moves that a partner may make through the API, by status and substatus. Expired is the system's alone, Error a
 * button of Partner Center's own pages; what is closed stays as it is.
 */
record ReferralStatus(String status, String substatus) {
    private static final ReferralStatus PENDING = new ReferralStatus("New", "Pending");
    private static final ReferralStatus RECEIVED = new ReferralStatus("New", "Received");
    private static final ReferralStatus ACCEPTED = new ReferralStatus("Active", "Accepted");
    private static final ReferralStatus WON = new ReferralStatus("Closed", "Won");
    private static final ReferralStatus LOST = new ReferralStatus("Closed", "Lost");
    private static final ReferralStatus DECLINED = new ReferralStatus("Closed", "Declined");

    private static final Map<ReferralStatus, Set<ReferralStatus>> MOVES = Map.of(
            PENDING, Set.of(PENDING, RECEIVED, ACCEPTED, DECLINED),
            RECEIVED, Set.of(RECEIVED, ACCEPTED, DECLINED),
            ACCEPTED, Set.of(ACCEPTED, WON, LOST));

    static ReferralStatus of(JsonNode referral) {
        return new ReferralStatus(
                referral.path("status").asText(), referral.path("substatus").asText());
    }

    boolean mayMoveTo(ReferralStatus next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    boolean isClosed() {
        return status.equals("Closed");
    }
}
