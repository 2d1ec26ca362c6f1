package org.referralconnectors.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** What was decided for each pair. Rows are only ever added, and removed by age. */
public final class History {
    private final Database database;

    public History(Database database) {
        this.database = database;
    }

    /**
     * Adds a decision, unless the pair's last one says the same. A decision that wrote nothing is the same whatever
     * caused it, whichever flow made it and whatever versions it read.
     *
     * @return whether it was added
     */
    public boolean add(Handle handle, Decision decision) {
        return handle.createUpdate(
                                """
                        INSERT INTO history
                            (referral_id, at, causes, flow, outcome, observed, written, skipped, digest)
                        SELECT CAST(:referralId AS TEXT), <now>, CAST(:causes AS TEXT), CAST(:flow AS TEXT),
                            CAST(:outcome AS TEXT), CAST(:read AS TEXT), CAST(:written AS TEXT),
                            CAST(:skipped AS TEXT), CAST(:digest AS TEXT)
                        WHERE :digest <> COALESCE(
                            (SELECT digest FROM history WHERE referral_id = :referralId ORDER BY id DESC LIMIT 1), '')
                        """)
                        .bind("referralId", decision.referralId())
                        .bind("causes", decision.causes())
                        .bind("flow", decision.flow())
                        .bind("outcome", decision.outcome())
                        .bind("read", decision.read())
                        .bind("written", decision.written())
                        .bind("skipped", decision.skipped())
                        .bind("digest", digest(decision))
                        .execute()
                == 1;
    }

    /** The decisions for one pair, oldest first. */
    public List<Decision> of(String referralId) {
        return database.read(handle -> handle.createQuery("SELECT * FROM history WHERE referral_id = :id ORDER BY id")
                .bind("id", referralId)
                .map(History::decision)
                .list());
    }

    /**
     * Removes some of what is older.
     *
     * @return how many, at most {@code chunk}
     */
    int purge(Handle handle, Duration olderThan, int chunk) {
        return handle.createUpdate(
                        """
                        DELETE FROM history WHERE id IN (
                            SELECT id FROM history WHERE at < <now> - :age ORDER BY at, id LIMIT :chunk)
                        """)
                .bind("age", olderThan.toMillis())
                .bind("chunk", chunk)
                .execute();
    }

    private static Decision decision(ResultSet row, StatementContext context) throws SQLException {
        return new Decision(
                row.getString("referral_id"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("causes"),
                row.getString("flow"),
                row.getString("outcome"),
                row.getString("observed"),
                row.getString("written"),
                row.getString("skipped"));
    }

    private static String digest(Decision decision) {
        String said = String.join(
                "\n",
                decision.outcome(),
                String.valueOf(decision.written()),
                String.valueOf(decision.skipped()),
                decision.written() == null ? "" : String.valueOf(decision.read()));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(said.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
