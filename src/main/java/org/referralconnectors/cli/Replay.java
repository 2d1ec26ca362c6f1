package org.referralconnectors.cli;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.BetweenRuns;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.store.Requests;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;

/** Lets go what is parked: whole pairs, and single fields of pairs. */
final class Replay {

    private final Database database;
    private final Requests requests;
    private final Pairs pairs;
    private final Backlog backlog;
    private final BetweenRuns betweenRuns;

    Replay(Database database) {
        this.database = database;
        this.requests = new Requests(database);
        this.pairs = new Pairs(database);
        this.backlog = new Backlog(database);
        this.betweenRuns = new BetweenRuns(database);
    }

    /**
     * @param referralId null: every pair
     * @param code null: whatever it is parked for
     * @return what is tried again, a text each
     */
    List<String> replay(String referralId, String code) {
        List<String> replayed = new ArrayList<>();
        for (Backlog.ParkedPair parked : backlog.parked()) {
            boolean wanted = code == null || code.equals(parked.park().code());
            if (wanted
                    && (referralId == null || referralId.equals(parked.referralId()))
                    && replay(parked.referralId())) {
                replayed.add(parked.referralId());
            }
        }
        for (Pair pair : pairs.withParkedFields()) {
            if (referralId == null || referralId.equals(pair.referralId())) {
                replayed.addAll(release(pair.referralId(), code));
            }
        }
        return replayed;
    }

    private boolean replay(String referralId) {
        return database.writeNow(referralId, handle -> requests.replay(handle, referralId));
    }

    private List<String> release(String referralId, String code) {
        return betweenRuns.change(referralId, handle -> {
            Pair pair = pairs.find(handle, referralId).orElseThrow();
            Agreed agreed = Agreed.parse(pair.agreed());
            List<String> released = new ArrayList<>();
            for (FieldPark park : agreed.parked()) {
                if (code == null || code.equals(park.code())) {
                    agreed = agreed.release(park.field());
                    released.add(referralId + " " + park.field());
                }
            }
            if (!released.isEmpty()) {
                save(handle, pair, agreed);
            }
            return released;
        });
    }

    private void save(Handle handle, Pair pair, Agreed agreed) {
        pairs.save(handle, pair.withAgreed(agreed.toJson(), agreed.parked().size()));
        requests.request(handle, Event.live(pair.referralId(), Cause.OPERATOR));
    }
}
