package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One change as it was committed; nobody may change the nodes.
 *
 * @param before without columns for a new lead
 * @param after {@code null} for one that was deleted
 */
public record LeadChange(Write write, ObjectNode before, ObjectNode after) {}
