package org.referralconnectors.sync;

import java.time.Duration;
import java.util.stream.Stream;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Cursors;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.History;
import org.referralconnectors.store.Moves;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Requests;
import org.referralconnectors.store.Ticks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one of the processes does now and then: removes old history and what brakes count no more, and looks at every
 * pair again once the rules have changed.
 */
public final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final String RULES = "rules";
    private static final Duration HOUR = Duration.ofHours(1);

    private final Database database;
    private final Duration retention;
    private final String rules;
    private long lookedAt;

    /**
     * @param retention how long decisions are kept
     * @param rules a digest of what decides what a run does: the field map and the settings beside it
     */
    public Housekeeping(Database database, Duration retention, String rules) {
        this.database = database;
        this.retention = retention;
        this.rules = rules;
    }

    /** Called often; looks once an hour. */
    void tick() {
        long now = System.nanoTime();
        if (lookedAt != 0 && now - lookedAt < HOUR.toNanos()) {
            return;
        }
        lookedAt = now;
        if (new Ticks(database).claim("history-age", HOUR.dividedBy(2))) {
            new History(database).purge(retention);
            new Moves(database).forgetMade();
            database.forgetDeleted(); // or an hour later, where a long read keeps it from that
        }
    }

    /** A new row of the field map, or writing that was held back, concerns pairs in which nothing else happens. */
    public void startedUnderRules() {
        Cursors cursors = new Cursors(database);
        String before = cursors.read(RULES).map(Cursors.Cursor::value).orElse(rules);
        long version = cursors.read(RULES).map(Cursors.Cursor::version).orElse(0L);
        if (!before.equals(rules)) {
            requestAll();
        }
        if (version == 0 || !before.equals(rules)) {
            database.executeNow(RULES, handle -> cursors.advance(handle, RULES, rules, version));
        }
    }

    private void requestAll() {
        LOG.info("The field map or the settings have changed: every pair is looked at again");
        Requests requests = new Requests(database);
        try (Stream<Pair> all = new Pairs(database).all()) {
            all.filter(pair -> pair.leadId() != null)
                    .map(pair -> new Event(pair.referralId(), Cause.OPERATOR, Priority.BACKFILL, null))
                    .forEach(event -> database.execute(event.referralId(), handle -> requests.request(handle, event)));
        }
    }
}
