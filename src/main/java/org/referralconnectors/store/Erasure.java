package org.referralconnectors.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Removes a referral from every table, and its ids from what other rows say in words. What stays is a tombstone of it,
 * and of its engagement, so that neither makes a lead again. Only its own rows are found by a key; other rows are read,
 * a few thousand at a time, and the few of them that name it are changed by their keys, so that no unit is long.
 */
public final class Erasure {
    private static final List<String> TABLES = List.of("notices", "moves", "shown", "pairs", "engagements", "requests");
    private static final String NAMELESS = "(erased)";
    private static final int CHUNK = 500;
    private static final int LOOKED_AT = 5_000;

    /** Rows that may name it in words. */
    public enum Words {
        HISTORY("history", "id", "outcome", "skipped"),
        PAIRS("pairs", "referral_id", "reason"),
        REQUESTS("requests", "referral_id", "reason", "why");

        private final String table;
        private final String key;
        private final List<String> columns;

        Words(String table, String key, String... columns) {
            this.table = table;
            this.key = key;
            this.columns = List.of(columns);
        }

        /** Numbers are compared as such. */
        private Object key(String text) {
            return this == HISTORY ? (Object) (text.isEmpty() ? 0L : Long.parseLong(text)) : text;
        }
    }

    /**
     * Rows that name one of the ids, out of the next few thousand.
     *
     * @param keys theirs, as text
     * @param last the key of the last row looked at; null when there is none after it
     */
    public record Mentions(Words words, List<String> keys, String last, int seen) {}

    private record Row(String key, boolean hit) {}

    private final Database database;
    private final Tombstones tombstones;

    public Erasure(Database database, Tombstones tombstones) {
        this.database = database;
        this.tombstones = tombstones;
    }

    /** Under which other rows name it: its own id, and those of the leads that it had. */
    public static Set<String> ids(Pair pair) {
        Set<String> ids = new TreeSet<>(pair.knownLeadIds());
        ids.add(pair.referralId());
        return ids;
    }

    /**
     * Removes its own rows, but for its decisions; from then on nothing brings it back. To be called while no run has
     * the pair.
     *
     * @param pair as it is now; {@link Pair#first} where there is none
     */
    public void begin(Handle handle, Pair pair) {
        String id = pair.referralId();
        tombstones.add(handle, id);
        if (pair.engagementId() != null) {
            tombstones.add(handle, pair.engagementId());
        }
        TABLES.forEach(table -> handle.createUpdate("DELETE FROM " + table + " WHERE referral_id = :id")
                .bind("id", id)
                .execute());
        handle.createUpdate("DELETE FROM not_referrals WHERE id = :id")
                .bind("id", id)
                .execute();
        ids(pair).forEach(each -> replace(handle, "cursors", "value", "name", "lead-poll", each));
    }

    /** @return whether it has more decisions */
    public boolean removeDecisions(Handle handle, String referralId) {
        return handle.createUpdate(
                                """
                        DELETE FROM history WHERE id IN (
                            SELECT id FROM history WHERE referral_id = :id ORDER BY id LIMIT :chunk)
                        """)
                        .bind("id", referralId)
                        .bind("chunk", CHUNK)
                        .execute()
                == CHUNK;
    }

    /** Looks at the next few thousand rows after one. */
    public Mentions mentions(Words words, String after, Collection<String> ids) {
        List<Row> rows = database.read(handle -> rows(handle, words, after, List.copyOf(ids)));
        List<String> keys = new ArrayList<>();
        int seen = 0;
        while (seen < rows.size() && keys.size() < CHUNK) {
            if (rows.get(seen).hit()) {
                keys.add(rows.get(seen).key());
            }
            seen++;
        }
        boolean end = seen == rows.size() && seen < LOOKED_AT;
        return new Mentions(words, keys, end ? null : rows.get(seen - 1).key(), seen);
    }

    /** Takes the ids out of the rows that name them. */
    public void remove(Handle handle, Mentions mentions, Collection<String> ids) {
        Words words = mentions.words();
        for (String key : mentions.keys()) {
            for (String id : ids) {
                for (String column : words.columns) {
                    replace(handle, words.table, column, words.key, words.key(key), id);
                }
            }
        }
    }

    private static List<Row> rows(Handle handle, Words words, String after, List<String> ids) {
        String hit = IntStream.range(0, ids.size())
                .boxed()
                .flatMap(n -> words.columns.stream().map(column -> column + " LIKE '%' || :id" + n + " || '%'"))
                .collect(Collectors.joining(" OR "));
        Query query = handle.createQuery("SELECT " + words.key + " AS row_key, CASE WHEN " + hit
                        + " THEN 1 ELSE 0 END AS hit FROM " + words.table + " WHERE " + words.key
                        + " > :after ORDER BY " + words.key + " LIMIT :chunk")
                .bind("after", words.key(after))
                .bind("chunk", LOOKED_AT);
        IntStream.range(0, ids.size()).forEach(n -> query.bind("id" + n, ids.get(n)));
        return query.map((row, context) -> new Row(row.getString("row_key"), row.getInt("hit") == 1))
                .list();
    }

    private static void replace(Handle handle, String table, String column, String keyColumn, Object key, String id) {
        handle.createUpdate("UPDATE " + table + " SET " + column + " = REPLACE(" + column + ", :id, :nameless) WHERE "
                        + keyColumn + " = :key")
                .bind("id", id)
                .bind("nameless", NAMELESS)
                .bind("key", key)
                .execute();
    }
}
