package org.referralconnectors.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** What the queue holds, for operators and for the workers' next look. */
public final class Backlog {
    private final Database database;

    public Backlog(Database database) {
        this.database = database;
    }

    /** @param oldestUnsynced how long the oldest event has waited for a run to finish; parked pairs are left out */
    public record Counts(int waiting, int running, int parked, Duration oldestUnsynced) {}

    /**
     * @param state {@code idle}, {@code waiting}, {@code running} or {@code parked}
     * @param why why the last run is to be repeated; or null
     * @param asked whether an operator asked for a run, and none has finished since
     */
    public record Request(String referralId, String state, int attempts, String why, boolean asked) {}

    /**
     * The pairs for which an operator asked for a run that has not finished.
     *
     * @param open those that wait or run
     * @param parked those whose run ended by parking them
     */
    public record Asked(int open, int parked) {}

    /** A pair that waits for an operator; see {@link Ending.Parked}. */
    public record ParkedPair(String referralId, Ending.Parked park, Instant since, int attempts) {}

    public Counts counts() {
        return database.read(handle -> handle.createQuery(
                        """
                        SELECT COALESCE(SUM(CASE state WHEN 'waiting' THEN 1 END), 0) AS waiting,
                            COALESCE(SUM(CASE state WHEN 'running' THEN 1 END), 0) AS running,
                            COALESCE(SUM(CASE state WHEN 'parked' THEN 1 END), 0) AS parked,
                            COALESCE(<now> - MIN(CASE WHEN state <> 'parked' THEN requested_at END), 0) AS oldest
                        FROM requests WHERE state <> 'idle'
                        """)
                .map((row, context) -> new Counts(
                        row.getInt("waiting"),
                        row.getInt("running"),
                        row.getInt("parked"),
                        Duration.ofMillis(Math.max(0, row.getLong("oldest")))))
                .one());
    }

    /** How long until the next request or lease is due: zero or less when one is; empty when there is none. */
    public Optional<Duration> nextDue() {
        return database.read(
                handle -> handle.createQuery("SELECT MIN(due_at) - <now> FROM requests WHERE due_at IS NOT NULL")
                        .mapTo(Long.class)
                        .findOne()
                        .map(Duration::ofMillis));
    }

    public Optional<Request> find(String referralId) {
        return database.read(handle -> handle.createQuery(
                        "SELECT state, attempts, why, operator FROM requests WHERE referral_id = :id")
                .bind("id", referralId)
                .map((row, context) -> new Request(
                        referralId,
                        row.getString("state"),
                        row.getInt("attempts"),
                        row.getString("why"),
                        row.getInt("operator") > 0))
                .findOne());
    }

    public Asked asked() {
        return database.read(handle -> handle.createQuery(
                        """
                        SELECT COALESCE(SUM(CASE WHEN state <> 'parked' THEN 1 END), 0) AS open,
                            COALESCE(SUM(CASE WHEN state = 'parked' THEN 1 END), 0) AS parked
                        FROM requests WHERE operator > 0 AND state <> 'idle'
                        """)
                .map((row, context) -> new Asked(row.getInt("open"), row.getInt("parked")))
                .one());
    }

    /** Every parked pair, the longest parked first. */
    public List<ParkedPair> parked() {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM requests WHERE state = 'parked' ORDER BY parked_at, referral_id")
                .map(Backlog::parkedPair)
                .list());
    }

    /** One pair, if it is parked. */
    public Optional<ParkedPair> parked(String referralId) {
        return database.read(
                handle -> handle.createQuery("SELECT * FROM requests WHERE referral_id = :id AND state = 'parked'")
                        .bind("id", referralId)
                        .map(Backlog::parkedPair)
                        .findOne());
    }

    private static ParkedPair parkedPair(ResultSet row, StatementContext context) throws SQLException {
        int status = row.getInt("status");
        Integer statusOrNull = row.wasNull() ? null : status;
        return new ParkedPair(
                row.getString("referral_id"),
                new Ending.Parked(
                        row.getString("system"),
                        row.getString("step"),
                        statusOrNull,
                        row.getString("code"),
                        row.getString("reason"),
                        row.getString("remedy"),
                        row.getInt("replay_only") == 1),
                Instant.ofEpochMilli(row.getLong("parked_at")),
                row.getInt("attempts"));
    }
}
