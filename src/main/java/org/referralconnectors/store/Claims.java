package org.referralconnectors.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The workers' side of the queue: takes due requests, keeps them while it works, and says how the work ended. */
public final class Claims {
    /** Renew well within it. A process that dies leaves its rows to the others after this long. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    private final Database database;
    private final Duration lease;
    private final Endings endings;

    /** @param settle the least time between two runs of one pair */
    public Claims(Database database, Duration settle) {
        this(database, settle, LEASE);
    }

    /** @param lease for tests, which can't wait for so long */
    public Claims(Database database, Duration settle, Duration lease) {
        this.database = database;
        this.lease = lease;
        this.endings = new Endings(settle);
    }

    public Duration lease() {
        return lease;
    }

    /** Takes up to {@code max} due requests, the most urgent first. Nobody else gets them while the lease lasts. */
    public List<Claim> claim(int max) {
        return database.writeNow("", handle -> claim(handle, max));
    }

    /** @return those lost: their runs must stop and write nothing more */
    public List<Claim> renew(Collection<Claim> claims) {
        List<Claim> sorted =
                claims.stream().sorted(Comparator.comparing(Claim::referralId)).toList();
        return database.writeNow("", handle -> sorted.stream()
                .filter(claim -> !extend(handle, claim))
                .toList());
    }

    /**
     * Makes the rest of a unit depend on the lease.
     *
     * @throws LeaseLost which undoes the unit
     */
    public void hold(Handle handle, Claim claim) {
        if (!extend(handle, claim)) {
            throw new LeaseLost(claim);
        }
    }

    /**
     * Ends a run, in the unit that also writes its results.
     *
     * @throws LeaseLost which undoes the unit
     */
    public void end(Handle handle, Claim claim, Ending ending) {
        if (!endings.end(handle, claim, ending)) {
            throw new LeaseLost(claim);
        }
    }

    /** One look for each priority, so that none goes over what waits for later. */
    private List<Claim> claim(Handle handle, int max) {
        List<Claim> claims = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            if (claims.size() < max) {
                claims.addAll(claim(handle, priority, max - claims.size()));
            }
        }
        return claims;
    }

    private List<Claim> claim(Handle handle, Priority priority, int max) {
        return handle.createQuery(
                        """
                        WITH due AS MATERIALIZED (
                            SELECT referral_id FROM requests WHERE priority = :priority AND due_at \\<= <now>
                            ORDER BY due_at LIMIT :max <skipLocked>)
                        UPDATE requests SET state = 'running', lease = :lease, due_at = <now> + :length,
                            attempts = attempts + 1, moved_at = NULL
                        WHERE referral_id IN (SELECT referral_id FROM due) AND due_at \\<= <now>
                        RETURNING *
                        """)
                .bind("priority", priority.ordinal())
                .bind("max", max)
                .bind("lease", UUID.randomUUID().toString())
                .bind("length", lease.toMillis())
                .map(this::row)
                .list();
    }

    private boolean extend(Handle handle, Claim claim) {
        return handle.createUpdate(
                                """
                        UPDATE requests SET due_at = <now> + :length WHERE referral_id = :id AND lease = :lease
                        """)
                        .bind("length", lease.toMillis())
                        .bind("id", claim.referralId())
                        .bind("lease", claim.lease())
                        .execute()
                == 1;
    }

    private Claim row(ResultSet row, StatementContext context) throws SQLException {
        return new Claim(
                row.getString("referral_id"),
                row.getString("lease"),
                row.getLong("seq"),
                causes(row),
                row.getInt("attempts"),
                row.getInt("one_attempt") == 1,
                row.getString("lead_id"),
                row.getString("trace"),
                Instant.ofEpochMilli(row.getLong("requested_at")),
                Instant.ofEpochMilli(row.getLong("due_at")).minus(lease),
                new Pacing(
                        row.getInt("quiet_runs"),
                        Instant.ofEpochMilli(row.getLong("quiet_since")),
                        Duration.ofMillis(row.getLong("gap"))));
    }

    private static Map<Cause, Integer> causes(ResultSet row) throws SQLException {
        Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
        for (Cause cause : Cause.values()) {
            int events = row.getInt(cause.column());
            if (events > 0) {
                causes.put(cause, events);
            }
        }
        return causes;
    }
}
