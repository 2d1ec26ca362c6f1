package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Set;

/**
 * What is remembered of a pair from one run to the next: a {@link PairState} as the store has it.
 *
 * @param agreed as {@link Agreed#toJson()} wrote it; null or empty: nothing yet
 * @param intents the writes that may still arrive (JSON); null where none is under way
 * @param leadIds every lead that the pair ever had
 */
public record Kept(String agreed, String intents, Past referral, Past lead, Set<String> leadIds) {

    /** Of a pair that was never looked at. */
    public static final Kept NOTHING = new Kept(null, null, Past.NONE, Past.NONE, Set.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    public Kept {
        leadIds = Set.copyOf(leadIds);
    }

    /** The writes that may still arrive; empty where none is under way. */
    JsonNode open() {
        try {
            return intents == null || intents.isEmpty() ? JSON.createObjectNode() : JSON.readTree(intents);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was about to be written can't be read", e);
        }
    }

    /**
     * The past of one side.
     *
     * @param own its version as our own last write left it; null where we never wrote it
     * @param changedAt when somebody else last changed it, by its own record and in whole milliseconds; null where
     *     nobody did, as far as is known
     */
    public record Past(String own, Instant changedAt) {
        public static final Past NONE = new Past(null, null);
    }
}
