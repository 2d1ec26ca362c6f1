package org.referralconnectors.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;

/**
 * Remembers, for one pair, when we wrote which field on which side, and how often somebody else rewrote it within a minute.
 * More than twenty such writes of ours in an hour mean that another program rewrites the record.
 */
final class Fights {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SOON = Duration.ofMinutes(1).toMillis();
    private static final long WINDOW = Duration.ofHours(1).toMillis();
    private static final int LIMIT = 20;

    private final ObjectNode memory;

    private Fights(ObjectNode memory) {
        this.memory = memory;
    }

    static Fights parse(String text) {
        try {
            return new Fights(
                    text == null || text.isEmpty() ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The store's memory of rewritten fields can't be read", e);
        }
    }

    String text() {
        return memory.isEmpty() ? null : memory.toString();
    }

    void wrote(String side, Set<String> fields, long now) {
        fields.forEach(field -> memory.withObject("/wrote").put(side + " " + field, now));
    }

    /** Whether a change that was made at {@code changedAt} on this side came right after our own write to the field. */
    boolean answersOurs(String side, String field, long changedAt) {
        long wrote = memory.path("wrote").path(side + " " + field).asLong(0);
        return wrote > 0 && changedAt - wrote <= SOON;
    }

    /** An operator says that it is over: the count begins anew. */
    void forgive() {
        memory.remove("fights");
    }

    /** Counts one write made against somebody else's; whether that is one too many. */
    boolean oneTooMany(long now) {
        ArrayNode kept = JSON.createArrayNode();
        for (var time : memory.withArray("/fights")) {
            if (time.asLong() > now - WINDOW) {
                kept.add(time);
            }
        }
        kept.add(now);
        memory.set("fights", kept);
        return kept.size() > LIMIT;
    }
}
