package org.referralconnectors.ops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.function.Consumer;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Walks.Walk;
import org.referralconnectors.sync.EveryPair;

/** Asks for runs, as an operator. */
final class SyncRequests extends EveryPair {

    private static final String NAME = "sync";

    private final Tables tables;
    private final Runnable hint;

    SyncRequests(Tables tables, Runnable hint) {
        super(tables, NAME, LEFT, pair -> true, hint);
        this.tables = tables;
        this.hint = hint;
    }

    void one(String referralId) {
        Event event = Event.live(referralId, Cause.OPERATOR);
        tables.database().executeNow(referralId, handle -> tables.requests().request(handle, event));
        hint.run();
    }

    Finished all(Consumer<Walk> told) {
        String beginning = beginning(JsonNodeFactory.instance.objectNode());
        return finish(
                NAME,
                known -> tables.database()
                        .writeNow(NAME, handle -> tables.walks().begin(handle, known, beginning, 0, 0, 0)),
                told);
    }
}
