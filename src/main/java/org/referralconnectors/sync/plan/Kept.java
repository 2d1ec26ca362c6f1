package org.referralconnectors.sync.plan;

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

    public Kept {
        leadIds = Set.copyOf(leadIds);
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
