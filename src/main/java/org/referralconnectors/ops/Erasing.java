package org.referralconnectors.ops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.BetweenRuns;
import org.referralconnectors.store.Erasure;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Tombstones;
import org.referralconnectors.store.Walks.Walk;
import org.referralconnectors.sync.StoreWalk;

/**
 * Forgets a person's referral for good. What it is known by stands in the walk's place until the last row that names it
 * is changed, so that an erasure that was broken off can be ended.
 */
final class Erasing extends StoreWalk {

    private static final String KIND = "erase";
    private static final int NAME_LENGTH = 16;
    private static final String REFERRAL = "referral";
    private static final String IDS = "ids";
    private static final String WORDS = "words";
    private static final String AFTER = "after";

    private static final int TRIES = 20;
    private static final long BETWEEN_TRIES_NANOS = 50_000_000;

    private final Tables tables;
    private final Tombstones tombstones;
    private final Erasure erasure;
    private final BetweenRuns betweenRuns;

    Erasing(Tables tables) {
        super(tables.walks(), KIND, LEFT);
        this.tables = tables;
        this.tombstones = new Tombstones(tables.database());
        this.erasure = new Erasure(tables.database(), tombstones);
        this.betweenRuns = new BetweenRuns(tables.database());
    }

    void erase(String referralId, Consumer<Walk> told) {
        finish(name(referralId), known -> begin(referralId, known), told);
        if (!isForgotten()) {
            throw new OperationRefused("referral " + referralId + " is erased, but a long read keeps the store's log"
                    + " from being cut: erase it once more when that has ended");
        }
    }

    /** A read that is short has ended by the next try. */
    private boolean isForgotten() {
        for (int i = 0; i < TRIES; i++) {
            if (tables.database().forgetDeleted()) {
                return true;
            }
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
        }
        return false;
    }

    @Override
    protected Walk step(Walk from) {
        ObjectNode place = json(from.place());
        Walk moved = place.has(WORDS) ? mentions(from, place) : decisions(from, place);
        if (!moved.isOpen()) {
            tables.database().forgetDeleted();
        }
        return moved;
    }

    private Walk begin(String referralId, Walk known) {
        return betweenRuns.change(referralId, handle -> {
            Pair pair = tables.pairs().find(handle, referralId).orElseGet(() -> Pair.first(referralId, "new"));
            ObjectNode place = JsonNodeFactory.instance.objectNode().put(REFERRAL, referralId);
            Erasure.ids(pair).forEach(place.putArray(IDS)::add);
            Walk begun = tables.walks().begin(handle, known, place.toString(), 0, 0, 1);
            erasure.begin(handle, pair);
            return begun;
        });
    }

    private Walk decisions(Walk from, ObjectNode place) {
        return tables.database().writeNow("", handle -> {
            boolean more = erasure.removeDecisions(handle, place.path(REFERRAL).asText());
            ObjectNode next = more ? place : next(place, 0, "");
            return tables.walks().move(handle, from, next.toString(), 1, 1);
        });
    }

    private Walk mentions(Walk from, ObjectNode place) {
        Set<String> ids = new TreeSet<>();
        place.path(IDS).forEach(id -> ids.add(id.asText()));
        int words = place.path(WORDS).asInt();
        Erasure.Mentions found = erasure.mentions(
                Erasure.Words.values()[words], place.path(AFTER).asText(), ids);
        return tables.database().writeNow("", handle -> {
            erasure.remove(handle, found, ids);
            return moved(handle, from, place, words, found);
        });
    }

    private Walk moved(Handle handle, Walk from, ObjectNode place, int words, Erasure.Mentions found) {
        boolean last = found.last() == null && words + 1 == Erasure.Words.values().length;
        ObjectNode next = found.last() == null ? next(place, words + 1, "") : next(place, words, found.last());
        Walk to = tables.walks()
                .move(
                        handle,
                        from,
                        last ? null : next.toString(),
                        found.seen(),
                        found.keys().size());
        if (last) {
            tables.walks().forget(handle, from.name());
        }
        return to;
    }

    private static ObjectNode next(ObjectNode place, int words, String after) {
        return place.deepCopy().put(WORDS, words).put(AFTER, after);
    }

    private String name(String referralId) {
        return KIND + " " + tombstones.hash(referralId).substring(0, NAME_LENGTH);
    }
}
