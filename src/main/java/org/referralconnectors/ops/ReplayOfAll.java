package org.referralconnectors.ops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.BetweenRuns;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Walks.Walk;
import org.referralconnectors.sync.StoreWalk;

/** Lets go all that is parked, or all that is parked with one code, behind all that is live. */
final class ReplayOfAll extends StoreWalk {

    private static final String KIND = "replay";
    private static final String AFTER = "after";
    private static final String CODE = "code";

    /** @param whole whether the pair is parked as a whole @param fields whether single fields of it are */
    private record Parked(boolean whole, boolean fields) {}

    private final Tables tables;
    private final Replays replays;
    private final BetweenRuns betweenRuns;
    private final Runnable hint;
    private Consumer<String> told = line -> {};

    ReplayOfAll(Tables tables, Replays replays, Runnable hint) {
        super(tables.walks(), KIND, LEFT);
        this.tables = tables;
        this.replays = replays;
        this.betweenRuns = new BetweenRuns(tables.database());
        this.hint = hint;
    }

    /**
     * @param code null: whatever it is parked for
     * @param each told what is tried again, unit by unit
     */
    Finished replay(String code, Consumer<String> each) {
        told = each;
        String beginning = JsonNodeFactory.instance
                .objectNode()
                .put(CODE, code)
                .put(AFTER, "")
                .toString();
        return finish(
                code == null ? KIND : KIND + " " + code,
                known -> tables.database()
                        .writeNow(KIND, handle -> tables.walks().begin(handle, known, beginning, 0, 0, 0)),
                walk -> {});
    }

    /** Of a pair that runs at this moment a single field is let go after that, in a unit of its own. */
    @Override
    protected Walk step(Walk from) {
        String code = json(from.place()).path(CODE).asText(null);
        SortedMap<String, Parked> parked = parked(json(from.place()).path(AFTER).asText(), code);
        List<String> replayed = new ArrayList<>();
        Walk moved = tables.database().writeNow("", handle -> {
            replayed.clear();
            return replay(handle, from, parked, replayed);
        });
        if (moved.version() == from.version()) {
            String running = parked.firstKey();
            moved = betweenRuns.change(running, handle -> {
                replayed.clear();
                replayed.addAll(one(handle, running, parked.get(running), code));
                return tables.walks().move(handle, from, after(from, running), 1, replayed.size());
            });
        }
        replayed.forEach(told);
        hint.run();
        return moved;
    }

    /** As far as the first pair that runs; not moved where that is the first of all. */
    private Walk replay(Handle handle, Walk from, SortedMap<String, Parked> parked, List<String> replayed) {
        String code = json(from.place()).path(CODE).asText(null);
        String last = null;
        int seen = 0;
        for (var each : parked.entrySet()) {
            if (each.getValue().fields() && !tables.requests().hold(handle, each.getKey())) {
                return last == null
                        ? from
                        : tables.walks().move(handle, from, after(from, last), seen, replayed.size());
            }
            replayed.addAll(one(handle, each.getKey(), each.getValue(), code));
            last = each.getKey();
            seen++;
        }
        return tables.walks().move(handle, from, last == null ? null : after(from, last), seen, replayed.size());
    }

    private List<String> one(Handle handle, String referralId, Parked parked, String code) {
        Pair pair = parked.fields() ? tables.pairs().find(handle, referralId).orElse(null) : null;
        if (pair != null) {
            return replays.both(handle, pair, parked.whole(), code, Priority.BACKFILL);
        }
        return parked.whole() ? replays.whole(handle, referralId, Priority.BACKFILL) : List.of();
    }

    /** The next few pairs of which something is parked. */
    private SortedMap<String, Parked> parked(String after, String code) {
        List<String> whole = tables.requests().parkedAfter(after, code, Pairs.CHUNK);
        List<String> fields = tables.pairs().withParkedFieldsAfter(after, Pairs.CHUNK);
        SortedMap<String, Parked> parked = new TreeMap<>();
        whole.forEach(id -> parked.put(id, new Parked(true, false)));
        fields.forEach(id -> parked.merge(id, new Parked(false, true), (known, more) -> new Parked(true, true)));
        return parked.size() <= Pairs.CHUNK
                ? parked
                : parked.headMap(
                        parked.keySet().stream().skip(Pairs.CHUNK).findFirst().orElseThrow());
    }

    private static String after(Walk from, String referralId) {
        return json(from.place()).put(AFTER, referralId).toString();
    }
}
