package org.referralconnectors.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Rows that have outlived their use. They are removed a few at a time, so that nobody waits for it. */
public final class Leftovers {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int CHUNK = 500;
    private static final int LOOKED_AT = 5_000;

    private final Database database;
    private final Duration retention;

    /** @param retention how long decisions are kept, and what was never more than looked at */
    public Leftovers(Database database, Duration retention) {
        this.database = database;
        this.retention = retention;
    }

    /** Of what there are leftovers. */
    public enum Kind {
        /** Decisions older than the retention. */
        HISTORY,
        /** Moves that were made, once no brake counts them. */
        MOVES,
        /** Ids that were believed to be no referral's. */
        NOT_REFERRALS,
        /**
         * Referrals that are out of scope, never had a lead, and were not looked at for as long as decisions are kept.
         */
        OUT_OF_SCOPE,
        /** Walks that ended a day ago. */
        WALKS
    }

    /**
     * Ids that something named once, of which no pair came, and for which nothing was asked for a day.
     *
     * @param last where the look at all ids goes on; null at its end
     */
    public record Named(String last, int seen, List<String> unused) {}

    private record Id(String id, boolean unused) {}

    /** @return how many were removed; as many as fit into a unit where there may be more */
    public int remove(Handle handle, Kind kind) {
        return switch (kind) {
            case HISTORY -> new History(database).purge(handle, retention, CHUNK);
            case MOVES -> new Moves(database).forgetMade(handle, CHUNK);
            case NOT_REFERRALS -> new NotReferrals(database).forget(handle, CHUNK);
            case OUT_OF_SCOPE -> removeOutOfScope(handle);
            case WALKS -> removeWalks(handle);
        };
    }

    /** Whether after so many there may be more. */
    public static boolean isMore(int removed) {
        return removed == CHUNK;
    }

    /** Looks at some requests after one, by their ids. */
    public Named named(String after) {
        List<Id> ids = database.read(handle -> handle.createQuery(
                        """
                        SELECT referral_id, CASE WHEN state = 'idle' AND not_before \\< <now> - :day AND NOT EXISTS (
                                SELECT 1 FROM pairs WHERE pairs.referral_id = requests.referral_id)
                            THEN 1 ELSE 0 END AS unused
                        FROM requests WHERE referral_id > :after ORDER BY referral_id LIMIT :chunk
                        """)
                .bind("day", DAY.toMillis())
                .bind("after", after)
                .bind("chunk", LOOKED_AT)
                .map((row, context) -> new Id(row.getString("referral_id"), row.getInt("unused") == 1))
                .list());
        List<String> unused = new ArrayList<>();
        int seen = 0;
        while (seen < ids.size() && unused.size() < CHUNK) {
            if (ids.get(seen).unused()) {
                unused.add(ids.get(seen).id());
            }
            seen++;
        }
        boolean end = seen == ids.size() && seen < LOOKED_AT;
        return new Named(end ? null : ids.get(seen - 1).id(), seen, unused);
    }

    /** Forgets requests that {@link #named} found, unless something was asked meanwhile. */
    public void removeUnused(Handle handle, List<String> ids) {
        ids.forEach(id -> handle.createUpdate("DELETE FROM requests WHERE referral_id = :id AND state = 'idle'")
                .bind("id", id)
                .execute());
    }

    /** One that is listed again is looked at again. */
    private int removeOutOfScope(Handle handle) {
        return handle.createUpdate(
                        """
                        DELETE FROM pairs WHERE referral_id IN (
                            SELECT referral_id FROM pairs
                            WHERE lead_id IS NULL AND state = 'out-of-scope' AND known_lead_ids = ''
                                AND updated_at \\< <now> - :age AND NOT EXISTS (
                                    SELECT 1 FROM requests
                                    WHERE requests.referral_id = pairs.referral_id AND requests.state <> 'idle')
                            ORDER BY updated_at LIMIT :chunk)
                        """)
                .bind("age", retention.toMillis())
                .bind("chunk", CHUNK)
                .execute();
    }

    private static int removeWalks(Handle handle) {
        return handle.createUpdate("DELETE FROM walks WHERE place IS NULL AND moved_at \\< <now> - :day")
                .bind("day", DAY.toMillis())
                .execute();
    }
}
