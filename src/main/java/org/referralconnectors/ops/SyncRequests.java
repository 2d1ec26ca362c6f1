package org.referralconnectors.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Tables;

/** Asks for runs, as an operator. */
final class SyncRequests {

    /** A unit of a command is short, since the process beside it waits for it. */
    private static final int CHUNK = 500;

    private final Tables tables;
    private final Runnable hint;

    SyncRequests(Tables tables, Runnable hint) {
        this.tables = tables;
        this.hint = hint;
    }

    void one(String referralId) {
        Event event = Event.live(referralId, Cause.OPERATOR);
        tables.database().executeNow(referralId, handle -> tables.requests().request(handle, event));
        hint.run();
    }

    /** @return how many */
    int all() {
        int requested = 0;
        List<Event> chunk = new ArrayList<>();
        try (Stream<Pair> all = tables.pairs().all()) {
            for (Pair pair : (Iterable<Pair>) all::iterator) {
                chunk.add(new Event(pair.referralId(), Cause.OPERATOR, Priority.BACKFILL, null));
                requested += chunk.size() == CHUNK ? request(chunk) : 0;
            }
        }
        return requested + request(chunk);
    }

    private int request(List<Event> events) {
        List<Event> batch = List.copyOf(events);
        tables.database().executeNow("", handle -> tables.requests().requestAll(handle, batch));
        events.clear();
        hint.run();
        return batch.size();
    }
}
