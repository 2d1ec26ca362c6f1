package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One change as it was committed; nobody may change the nodes.
 *
 * @param by as in {@link ReferralWrite}
 * @param before {@code null} for a new referral
 */
public record ReferralChange(String by, ObjectNode before, ObjectNode after) {}
