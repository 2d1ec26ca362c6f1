package org.referralconnectors.bench;

import java.time.Duration;
import java.util.Map;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Backlog.Counts;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Pauses;
import org.referralconnectors.store.StoreSettings;

/** The application's store as a command beside it sees it: to hold its workers back, and to know when they are done. */
final class Queue implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Database database;

    private Queue(Database database) {
        this.database = database;
    }

    /** Of a store that the application has made. */
    static Queue of(Map<String, String> settings) {
        return new Queue(Database.open(new StoreSettings(settings.get("store.url"), "", "", "")));
    }

    /** Of a store that is not there yet. */
    static Queue made(Map<String, String> settings) {
        Queue queue = of(settings);
        queue.database.migrate();
        return queue;
    }

    /** No worker takes anything until {@link #resume()}; webhooks are still accepted. */
    void pause() {
        new Pauses(database)
                .pause("dynamics", Pauses.Kind.OPERATOR, Pauses.UNTIL_RESUMED, "the benchmark accepts only");
    }

    void resume() {
        new Pauses(database).resume("dynamics");
    }

    /** The events on disk that no finished run has covered. */
    long events() {
        return database.read(handle -> handle.createQuery("SELECT SUM(webhook) FROM requests")
                .mapTo(Long.class)
                .one());
    }

    /** Returns when nothing waits and nothing runs. */
    void awaitIdle() {
        awaitLeft(0);
        Backlog backlog = new Backlog(database);
        if (backlog.counts().parked() > 0) {
            throw new IllegalStateException(backlog.parked().get(0).park().reason());
        }
    }

    /** Returns when no more than {@code most} pairs wait or run; how many it then are. */
    long awaitLeft(long most) {
        Backlog backlog = new Backlog(database);
        while (true) {
            Counts counts = backlog.counts();
            long left = counts.waiting() + counts.running();
            if (left <= most) {
                return left;
            }
            Load.pause(LOOK_EVERY);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
