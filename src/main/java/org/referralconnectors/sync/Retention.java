package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.Leftovers;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Walks.Walk;

/** Once an hour, in one of the processes: removes what has outlived its use. */
public final class Retention extends StoreWalk {

    private static final String NAME = "retention";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String STAGE = "stage";
    private static final String AFTER = "after";

    private final Tables tables;
    private final Leftovers leftovers;
    private long lookedAt;

    /** @param retention how long decisions are kept */
    public Retention(Tables tables, Duration retention) {
        super(tables.walks(), NAME, Duration.ZERO);
        this.tables = tables;
        this.leftovers = new Leftovers(tables.database(), retention);
    }

    @Override
    public boolean isDue() {
        long now = System.nanoTime();
        if (!super.isDue() && (lookedAt == 0 || now - lookedAt >= HOUR.toNanos())) {
            lookedAt = now;
            if (tables.ticks().claim("history-age", HOUR.dividedBy(2))) {
                Walk known = tables.walks().find(NAME);
                tables.database().executeNow("", handle -> tables.walks().begin(handle, known, place(0, ""), 0, 0, 0));
            }
        }
        return super.isDue();
    }

    @Override
    protected Walk step(Walk from) {
        JsonNode place = json(from.place());
        int stage = place.path(STAGE).asInt();
        Walk moved = stage < Leftovers.Kind.values().length
                ? tables.database().writeNow("", handle -> remove(handle, from, stage))
                : removeUnused(from, stage, place.path(AFTER).asText());
        if (!moved.isOpen()) {
            tables.database().forgetDeleted(); // or an hour later, where a long read keeps it from that
        }
        return moved;
    }

    private Walk remove(Handle handle, Walk from, int stage) {
        int removed = leftovers.remove(handle, Leftovers.Kind.values()[stage]);
        return tables.walks()
                .move(handle, from, place(Leftovers.isMore(removed) ? stage : stage + 1, ""), removed, removed);
    }

    private Walk removeUnused(Walk from, int stage, String after) {
        Leftovers.Named named = leftovers.named(after);
        return tables.database().writeNow("", handle -> {
            leftovers.removeUnused(handle, named.unused());
            String next = named.last() == null ? null : place(stage, named.last());
            return tables.walks()
                    .move(handle, from, next, named.seen(), named.unused().size());
        });
    }

    private static String place(int stage, String after) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(STAGE, stage)
                .put(AFTER, after)
                .toString();
    }
}
