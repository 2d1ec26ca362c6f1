package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Walks.Walk;

/** Asks for a run of every pair, by their ids, behind all that is live. */
public class EveryPair extends StoreWalk {

    /** Member of a place: the id of the last pair asked for; empty at the beginning. */
    protected static final String AFTER = "after";

    private final Tables tables;
    private final Predicate<Pairs.Lead> which;
    private final Runnable hint;

    /**
     * @param still how long one has stood still before a running process goes on with it
     * @param which pairs to ask for
     * @param hint called when there may be something to run
     */
    public EveryPair(Tables tables, String kind, Duration still, Predicate<Pairs.Lead> which, Runnable hint) {
        super(tables.walks(), kind, still);
        this.tables = tables;
        this.which = which;
        this.hint = hint;
    }

    /** Where it begins. */
    protected static String beginning(JsonNode more) {
        return ((ObjectNode) more.deepCopy()).put(AFTER, "").toString();
    }

    /** What else belongs to the last unit. */
    protected void ended(Handle handle, JsonNode place) {}

    @Override
    protected final Walk step(Walk from) {
        ObjectNode place = json(from.place());
        List<Pairs.Lead> chunk = tables.pairs().after(place.path(AFTER).asText());
        List<Event> events = chunk.stream()
                .filter(which)
                .map(pair -> new Event(pair.referralId(), Cause.OPERATOR, Priority.BACKFILL, null))
                .toList();
        boolean last = chunk.size() < Pairs.CHUNK;
        Walk moved = tables.database().writeNow("", handle -> {
            String next = last ? null : after(place, chunk);
            Walk to = tables.walks().move(handle, from, next, chunk.size(), events.size());
            tables.requests().requestAll(handle, events);
            if (last) {
                ended(handle, place);
            }
            return to;
        });
        hint.run();
        return moved;
    }

    private static String after(ObjectNode place, List<Pairs.Lead> chunk) {
        return place.deepCopy()
                .put(AFTER, chunk.get(chunk.size() - 1).referralId())
                .toString();
    }
}
