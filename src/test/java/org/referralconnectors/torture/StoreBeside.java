package org.referralconnectors.torture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Cursors;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Decision;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.History;
import org.referralconnectors.store.Moves;
import org.referralconnectors.store.Requests;
import org.referralconnectors.store.StoreSettings;

/** The application's store, opened beside its processes as an operator's commands open it. */
final class StoreBeside implements AutoCloseable {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final EmbeddedPostgres server;
    private final Map<String, String> settings;
    private final Database database;

    private StoreBeside(EmbeddedPostgres server, String url, String key) {
        this.server = server;
        this.settings =
                key.isEmpty() ? Map.of("store.url", url) : Map.of("store.url", url, "store.encryption-key", key);
        this.database = Database.open(new StoreSettings(url, "", "", key));
        database.migrate();
    }

    /** @param kind {@code sqlite} or {@code postgresql} */
    static StoreBeside open(String kind, Path folder) {
        if (kind.equals("sqlite")) {
            return new StoreBeside(null, "jdbc:sqlite:" + folder.resolve("store.db"), "");
        }
        try {
            EmbeddedPostgres server = EmbeddedPostgres.start();
            return new StoreBeside(server, server.getJdbcUrl("postgres", "postgres"), KEY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> settings() {
        return settings;
    }

    Backlog.Counts counts() {
        return new Backlog(database).counts();
    }

    /** Whether nothing waits or runs. */
    boolean isAtRest() {
        Backlog.Counts counts = counts();
        return counts.waiting() + counts.running() == 0;
    }

    /** The leases under which these are worked, by referral. */
    Map<String, String> leases(List<String> referralIds) {
        Map<String, String> leases = new HashMap<>();
        database.read(handle -> handle.createQuery("SELECT referral_id, lease FROM requests WHERE state = 'running'")
                        .mapToMap(String.class)
                        .list())
                .forEach(row -> leases.put(row.get("referral_id"), row.get("lease")));
        leases.keySet().retainAll(referralIds);
        return leases;
    }

    /** An operator wants these looked at. */
    void request(List<String> referralIds) {
        database.executeNow("", handle -> referralIds.stream().sorted().forEach(id -> new Requests(database)
                .request(handle, Event.live(id, Cause.OPERATOR))));
    }

    /** How many moves a brake holds back. */
    int held() {
        return new Moves(database).held().size();
    }

    List<Backlog.ParkedPair> parked() {
        return new Backlog(database).parked();
    }

    /** Empty for a referral that was never heard of. */
    String requestState(String referralId) {
        return new Backlog(database)
                .find(referralId)
                .map(Backlog.Request::state)
                .orElse("");
    }

    List<Decision> decisions(String referralId) {
        return new History(database).of(referralId);
    }

    long rows() {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM history")
                .mapTo(Long.class)
                .one());
    }

    /** How many polls of leads have moved the cursor. */
    long polls() {
        return new Cursors(database)
                .read("lead-poll")
                .map(Cursors.Cursor::version)
                .orElse(0L);
    }

    /** An operator lets held moves go. */
    void approve() {
        Moves moves = new Moves(database);
        moves.held()
                .forEach(move -> database.executeNow(move.referralId(), handle -> {
                    moves.approve(handle, move);
                    new Requests(database).request(handle, Event.live(move.referralId(), Cause.OPERATOR));
                }));
    }

    /** An operator has parked pairs tried again. */
    int replay() {
        Requests requests = new Requests(database);
        return (int) requests.parkedAfter("", null, Integer.MAX_VALUE).stream()
                .filter(id -> database.writeNow(id, handle -> requests.replay(handle, id)))
                .count();
    }

    @Override
    public void close() {
        database.close();
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
