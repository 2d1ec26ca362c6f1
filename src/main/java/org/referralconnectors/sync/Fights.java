package org.referralconnectors.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.values.Moments;

/**
 * Remembers, for one pair, when we wrote which field on which side, and how often somebody else rewrote it within a
 * minute. More than twenty such writes of ours in an hour mean that another program rewrites the record.
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

    /**
     * Counts a run that is about to write fields which somebody changed right after our own write to them.
     *
     * @param fields what is about to be written
     * @throws ParkPair when that is one run too many
     */
    void refuse(List<FieldPlan> fields, JsonNode referral, JsonNode lead, long now) {
        Optional<FieldPlan> rewritten = fields.stream()
                .filter(field -> isRewritten(field, referral, lead))
                .findFirst();
        if (rewritten.isPresent() && count(now) > LIMIT) {
            throw new ParkPair(
                    Trouble.REWRITTEN,
                    "something else rewrites this record: field "
                            + rewritten.get().field(),
                    "plan");
        }
    }

    private boolean isRewritten(FieldPlan field, JsonNode referral, JsonNode lead) {
        return field.leadChanged() && answersOurs("lead", field.field(), time(lead, "modifiedon"))
                || field.referralChanged() && answersOurs("referral", field.field(), time(referral, "updatedDateTime"));
    }

    private boolean answersOurs(String side, String field, long changedAt) {
        long wrote = memory.path("wrote").path(side + " " + field).asLong(0);
        return wrote > 0 && changedAt - wrote <= SOON;
    }

    /** An operator says that it is over: the count begins anew. */
    void forgive() {
        memory.remove("fights");
    }

    private int count(long now) {
        ArrayNode kept = JSON.createArrayNode();
        for (JsonNode time : memory.withArray("/fights")) {
            if (time.asLong() > now - WINDOW) {
                kept.add(time);
            }
        }
        kept.add(now);
        memory.set("fights", kept);
        return kept.size();
    }

    /** Milliseconds since 1970; without a time, nothing can have come right after our own write. */
    private static long time(JsonNode side, String member) {
        return side == null
                ? Long.MAX_VALUE
                : Moments.read(side.path(member).asText())
                        .map(Instant::toEpochMilli)
                        .orElse(Long.MAX_VALUE);
    }
}
