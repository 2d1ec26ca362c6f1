package org.referralconnectors.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.BetweenRuns;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Tables;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;

/** Lets go what is parked: whole pairs, and single fields of pairs. */
final class Replays {

    private final Tables tables;
    private final Backlog backlog;
    private final BetweenRuns betweenRuns;

    Replays(Tables tables) {
        this.tables = tables;
        this.backlog = new Backlog(tables.database());
        this.betweenRuns = new BetweenRuns(tables.database());
    }

    List<String> replay(String referralId) {
        return tables.pairs()
                .find(referralId)
                .filter(pair -> pair.parkedFields() > 0)
                .map(pair -> fields(pair, true, null))
                .orElseGet(() -> whole(referralId));
    }

    /** @param code null: whatever it is parked for */
    List<String> replayAll(String code) {
        Set<String> whole = backlog.parked().stream()
                .filter(parked -> code == null || code.equals(parked.park().code()))
                .map(Backlog.ParkedPair::referralId)
                .collect(Collectors.toSet());
        Map<String, List<String>> replayed = new TreeMap<>();
        for (Pair pair : tables.pairs().withParkedFields()) {
            replayed.put(pair.referralId(), fields(pair, whole.remove(pair.referralId()), code));
        }
        whole.forEach(id -> replayed.put(id, whole(id)));
        return replayed.values().stream().flatMap(List::stream).toList();
    }

    private List<String> whole(String referralId) {
        return tables.database().writeNow(referralId, handle -> whole(handle, referralId));
    }

    private List<String> whole(Handle handle, String referralId) {
        return tables.requests().replay(handle, referralId) ? List.of(referralId) : List.of();
    }

    /** Where a run went through since the pair was seen, that was the new try: replayed twice at once, it runs once. */
    private List<String> fields(Pair seen, boolean wholeToo, String code) {
        return betweenRuns.change(seen.referralId(), handle -> {
            Pair now = tables.pairs().find(handle, seen.referralId()).orElse(null);
            if (now == null || !now.updatedAt().equals(seen.updatedAt())) {
                return List.of();
            }
            List<String> released = release(handle, now, code);
            List<String> replayed = wholeToo ? whole(handle, seen.referralId()) : List.of();
            if (replayed.isEmpty() && !released.isEmpty()) {
                tables.requests().request(handle, Event.live(seen.referralId(), Cause.OPERATOR));
            }
            List<String> both = new ArrayList<>(replayed);
            both.addAll(released);
            return both;
        });
    }

    private List<String> release(Handle handle, Pair pair, String code) {
        Agreed agreed = Agreed.parse(pair.agreed());
        List<String> released = new ArrayList<>();
        for (FieldPark park : agreed.parked()) {
            if (code == null || Objects.equals(code, park.code())) {
                agreed = agreed.release(park.field());
                released.add(pair.referralId() + " " + park.field());
            }
        }
        if (!released.isEmpty()) {
            tables.pairs()
                    .save(
                            handle,
                            pair.withAgreed(agreed.toJson(), agreed.parked().size()));
        }
        return released;
    }
}
