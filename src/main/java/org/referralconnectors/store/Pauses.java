package org.referralconnectors.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Remote systems that nobody calls for a while, by name ({@code partner-center}, {@code dynamics}). A pause that has
 * run out isn't over: one call wins a probe, and only its answer lets the others go on.
 */
public final class Pauses {
    /** A pause without end. */
    public static final Duration UNTIL_RESUMED = Duration.ofDays(365_000);

    private static final Duration PROBE = Duration.ofSeconds(30);
    private static final Duration AFTER_A_PROBE = Duration.ofSeconds(2);
    private final Database database;

    public Pauses(Database database) {
        this.database = database;
    }

    public enum Kind {
        THROTTLED,
        /** The system fails everybody. Stored as throttled with a mark: the release before knows no other word. */
        OUTAGE,
        UNAUTHORISED,
        OPERATOR
    }

    /**
     * @param remaining until the next call may go; zero or less once the pause has run out and waits for a probe
     * @param reason in plain words, with the remedy
     * @param times how many pauses there were in a row, without a call that went well between them
     */
    public record Pause(String system, Kind kind, String reason, Instant since, Duration remaining, int times) {
        public boolean hasRunOut() {
            return remaining.isNegative() || remaining.isZero();
        }
    }

    /** Of two pauses the one that ends later counts; so throttling never shortens an operator's. */
    public void pause(String system, Kind kind, Duration length, String reason) {
        database.executeNow("pause", handle -> handle.createUpdate(
                        """
                        INSERT INTO pauses (system, kind, outage, reason, since, ends_at, probe_until)
                        VALUES (:system, :kind, :outage, :reason, <now>, <now> + :length, 0)
                        ON CONFLICT (system) DO UPDATE SET kind = excluded.kind, outage = excluded.outage,
                            reason = excluded.reason,
                            since = CASE WHEN pauses.kind = excluded.kind AND pauses.outage = excluded.outage
                                THEN pauses.since ELSE excluded.since END,
                            times = CASE WHEN pauses.ends_at \\<= <now> THEN pauses.times + 1 ELSE pauses.times END,
                            ends_at = excluded.ends_at, probe_until = 0
                        WHERE excluded.ends_at >= pauses.ends_at
                        """)
                .bind("system", system)
                .bind("kind", text(kind))
                .bind("outage", kind == Kind.OUTAGE ? 1 : 0)
                .bind("reason", reason)
                .bind("length", length.toMillis())
                .execute());
    }

    /** Ends a pause of any kind, as an operator may. */
    public boolean resume(String system) {
        return end(system, "");
    }

    /** Ends a pause of this kind, once what it waited for is there. */
    public boolean resume(String system, Kind kind) {
        return end(system, " AND kind = '" + text(kind) + "'");
    }

    public List<Pause> current() {
        return database.read(handle -> handle.createQuery(
                        """
                        SELECT system, kind, outage, reason, since, times,
                            CASE WHEN probe_until > ends_at THEN probe_until ELSE ends_at END - <now> AS remaining
                        FROM pauses ORDER BY system
                        """)
                .map(Pauses::row)
                .list());
    }

    /** Exactly one call wins once a pause has run out; another one after half a minute, should its process die. */
    public boolean claimProbe(String system) {
        return database.writeNow(
                "pause",
                handle -> handle.createUpdate(
                                        """
                        UPDATE pauses SET probe_until = <now> + :probe
                        WHERE system = :system AND ends_at \\<= <now> AND probe_until \\<= <now>
                        """)
                                .bind("probe", PROBE.toMillis())
                                .bind("system", system)
                                .execute()
                        == 1);
    }

    /** After a probe that brought no answer: another one may try in two seconds. */
    public void probeAgain(String system) {
        database.executeNow("pause", handle -> handle.createUpdate(
                        """
                        UPDATE pauses SET probe_until = <now> + :after
                        WHERE system = :system AND ends_at \\<= <now> AND probe_until > <now> + :after
                        """)
                .bind("after", AFTER_A_PROBE.toMillis())
                .bind("system", system)
                .execute());
    }

    /** After a good probe: ends the pause, unless it was renewed meanwhile. */
    public boolean clear(String system) {
        return end(system, " AND ends_at \\<= <now>");
    }

    private boolean end(String system, String condition) {
        return database.writeNow(
                "pause",
                handle -> handle.createUpdate("DELETE FROM pauses WHERE system = :system" + condition)
                                .bind("system", system)
                                .execute()
                        == 1);
    }

    private static Pause row(ResultSet row, StatementContext context) throws SQLException {
        return new Pause(
                row.getString("system"),
                kind(row.getString("kind"), row.getInt("outage") == 1),
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("since")),
                Duration.ofMillis(row.getLong("remaining")),
                row.getInt("times"));
    }

    private static Kind kind(String text, boolean outage) {
        Kind kind = Kind.valueOf(text.toUpperCase(Locale.ROOT));
        return outage && kind == Kind.THROTTLED ? Kind.OUTAGE : kind;
    }

    private static String text(Kind kind) {
        return (kind == Kind.OUTAGE ? Kind.THROTTLED : kind).name().toLowerCase(Locale.ROOT);
    }
}
