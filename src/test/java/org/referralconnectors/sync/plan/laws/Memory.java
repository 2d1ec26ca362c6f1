package org.referralconnectors.sync.plan.laws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.referralconnectors.sync.plan.Agreed;

/**
 * What the store holds of the pair, and what a crash leaves.
 *
 * @param agreed JSON
 * @param intent null when nothing is under way
 * @param ownReferral the referral's eTag after our last write, or null
 * @param ownLead the lead's, likewise
 */
record Memory(String agreed, String intent, String ownReferral, String ownLead) {

    static final Memory EMPTY = new Memory(Agreed.none().toJson(), null, null, null);

    static JsonNode json(String intent) {
        try {
            return new ObjectMapper().readTree(intent);
        } catch (JsonProcessingException e) {
            throw new AssertionError("An intent is no JSON: " + intent, e);
        }
    }

    Memory withAgreed(Agreed changed) {
        return new Memory(changed.toJson(), intent, ownReferral, ownLead);
    }
}
