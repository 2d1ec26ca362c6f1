package org.referralconnectors.torture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The application's store, looked into with SQL of the checker's own: it fits every release whose schema holds the
 * first one.
 */
final class StoreBeside implements AutoCloseable {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String REQUEST =
            """
            INSERT INTO requests (referral_id, state, seq, priority, due_at, requested_at, operator)
            VALUES (?, 'waiting', 1, 0, %1$d, %1$d, 1)
            ON CONFLICT (referral_id) DO UPDATE SET
                seq = requests.seq + 1, operator = requests.operator + 1,
                requested_at = COALESCE(requests.requested_at, excluded.requested_at),
                due_at = CASE WHEN requests.state IN ('waiting', 'running') THEN requests.due_at
                    WHEN requests.not_before > excluded.due_at THEN requests.not_before ELSE excluded.due_at END,
                state = CASE WHEN requests.state = 'idle' THEN 'waiting' ELSE requests.state END
            """;

    private final EmbeddedPostgres server;
    private final String url;
    private final String key;
    private final Sql sql;

    private StoreBeside(EmbeddedPostgres server, String url, String key) {
        this.server = server;
        this.url = url;
        this.key = key;
        this.sql = new Sql(url);
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
        return key.isEmpty() ? Map.of("store.url", url) : Map.of("store.url", url, "store.encryption-key", key);
    }

    /** Whether nothing waits or runs. */
    boolean isAtRest() {
        return sql.column("SELECT referral_id FROM requests WHERE state IN ('waiting', 'running')")
                .isEmpty();
    }

    /** The state of each request, by referral. */
    Map<String, String> states() {
        return sql.pairs("SELECT referral_id, state FROM requests");
    }

    /** Empty for a referral that was never heard of. */
    String requestState(String referralId) {
        return states().getOrDefault(referralId, "");
    }

    /** Pairs that are parked, or a field of which is. */
    List<String> parked() {
        return sql.column("SELECT referral_id FROM requests WHERE state = 'parked'"
                + " UNION SELECT referral_id FROM pairs WHERE parked_fields > 0");
    }

    /** Of a parked pair; else empty. */
    String reason(String referralId) {
        return sql.pairs("SELECT referral_id, reason FROM requests WHERE state = 'parked'")
                .getOrDefault(referralId, "");
    }

    /** The leases under which these are worked, by referral. */
    Map<String, String> leases(List<String> referralIds) {
        Map<String, String> leases = sql.pairs("SELECT referral_id, lease FROM requests WHERE state = 'running'");
        leases.keySet().retainAll(referralIds);
        return leases;
    }

    /** An operator wants these looked at. */
    void request(List<String> referralIds) {
        String now = REQUEST.formatted(System.currentTimeMillis());
        referralIds.stream().sorted().forEach(id -> sql.change(now, id));
    }

    /** The referrals whose moves a brake holds back. */
    List<String> held() {
        return sql.column("SELECT referral_id FROM moves WHERE state = 'held'");
    }

    /** What was decided for a pair, in the store's own words, oldest first. */
    List<String> decisions(String referralId) {
        return sql.column("SELECT COALESCE(flow, '') || ' ' || outcome || ' ' || COALESCE(causes, '') || ' '"
                + " || COALESCE(written, '') || ' skipped ' || COALESCE(skipped, '')"
                + " FROM history WHERE referral_id = '" + referralId + "' ORDER BY id");
    }

    long rows() {
        return Long.parseLong(sql.column("SELECT COUNT(*) FROM history").get(0));
    }

    /** How often polls of leads have moved the cursor. */
    long polls() {
        return sql.column("SELECT version FROM cursors WHERE name = 'lead-poll'").stream()
                .mapToLong(Long::parseLong)
                .sum();
    }

    @Override
    public void close() {
        sql.close();
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
