package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Set;

/**
 * One PATCH that is to be sent.
 *
 * @param fields whose values it writes
 * @param operations JSON Patch (RFC 6902)
 */
record ReferralPatch(Set<String> fields, ArrayNode operations) {}
