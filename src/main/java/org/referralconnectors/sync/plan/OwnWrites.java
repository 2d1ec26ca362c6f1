package org.referralconnectors.sync.plan;

import java.util.Set;

/**
 * What is known of our own writes to a pair.
 *
 * @param referralEtag as our last write to the referral left it, or null
 * @param leadEtag as our last write to the lead left it, or null
 * @param knownLeadIds every lead that the pair ever had
 */
public record OwnWrites(String referralEtag, String leadEtag, Set<String> knownLeadIds) {

    public static final OwnWrites NONE = new OwnWrites(null, null, Set.of());

    public OwnWrites {
        knownLeadIds = Set.copyOf(knownLeadIds);
    }

    boolean isOurLead(String id) {
        return knownLeadIds.stream().anyMatch(id::equalsIgnoreCase);
    }
}
