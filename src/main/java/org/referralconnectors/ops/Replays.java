package org.referralconnectors.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.BetweenRuns;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Tables;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;

/** Lets go what is parked: whole pairs, and single fields of pairs. */
final class Replays {

    private final Tables tables;
    private final BetweenRuns betweenRuns;

    Replays(Tables tables) {
        this.tables = tables;
        this.betweenRuns = new BetweenRuns(tables.database());
    }

    List<String> replay(String referralId) {
        return tables.pairs()
                .find(referralId)
                .filter(pair -> pair.parkedFields() > 0)
                .map(this::fields)
                .orElseGet(() ->
                        tables.database().writeNow(referralId, handle -> whole(handle, referralId, Priority.LIVE)));
    }

    /** Where a run went through since the pair was seen, that was the new try: replayed twice at once, it runs once. */
    private List<String> fields(Pair seen) {
        return betweenRuns.change(seen.referralId(), handle -> {
            Pair now = tables.pairs().find(handle, seen.referralId()).orElse(null);
            return now == null || !now.updatedAt().equals(seen.updatedAt())
                    ? List.of()
                    : both(handle, now, true, null, Priority.LIVE);
        });
    }

    /**
     * Lets go, while no run has the pair, what is parked of it.
     *
     * @param wholeToo whether the pair may be parked as a whole
     * @param code single fields that are parked with it; null: all
     * @return what is tried again: the referral's id, or the id and a field's name
     */
    List<String> both(Handle handle, Pair pair, boolean wholeToo, String code, Priority priority) {
        List<String> released = release(handle, pair, code);
        List<String> replayed = wholeToo ? whole(handle, pair.referralId(), priority) : List.of();
        if (replayed.isEmpty() && !released.isEmpty()) {
            tables.requests().request(handle, new Event(pair.referralId(), Cause.OPERATOR, priority, null));
        }
        List<String> both = new ArrayList<>(replayed);
        both.addAll(released);
        return both;
    }

    List<String> whole(Handle handle, String referralId, Priority priority) {
        return tables.requests().replay(handle, referralId, priority) ? List.of(referralId) : List.of();
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
