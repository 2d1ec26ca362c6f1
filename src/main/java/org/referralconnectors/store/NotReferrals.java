package org.referralconnectors.store;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Ids in subjects or events that turned out to be no referral of this account; believed for a day. */
public final class NotReferrals {
    private static final Duration BELIEVED = Duration.ofDays(1);
    private static final int CHUNK = 500;
    private final Database database;

    public NotReferrals(Database database) {
        this.database = database;
    }

    public void remember(Handle handle, String id) {
        handle.createUpdate(
                        """
                        INSERT INTO not_referrals (id, ends_at) VALUES (:id, <now> + :believed)
                        ON CONFLICT (id) DO UPDATE SET ends_at = excluded.ends_at
                        """)
                .bind("id", id)
                .bind("believed", BELIEVED.toMillis())
                .execute();
    }

    /**
     * Removes some that are believed no more.
     *
     * @return how many, at most {@code chunk}
     */
    int forget(Handle handle, int chunk) {
        return handle.createUpdate(
                        """
                        DELETE FROM not_referrals WHERE id IN (
                            SELECT id FROM not_referrals WHERE ends_at \\<= <now> ORDER BY ends_at LIMIT :chunk)
                        """)
                .bind("chunk", chunk)
                .execute();
    }

    /** It could be read after all. */
    public void forget(Handle handle, String id) {
        handle.createUpdate("DELETE FROM not_referrals WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    /** Those of the ids that are known to be no referral's. */
    public Set<String> among(Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        Set<String> known = new HashSet<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            known.addAll(knownAmong(all.subList(from, Math.min(from + CHUNK, all.size()))));
        }
        return known;
    }

    private List<String> knownAmong(List<String> ids) {
        return database.read(
                handle -> handle.createQuery("SELECT id FROM not_referrals WHERE id IN (<ids>) AND ends_at > <now>")
                        .bindList("ids", ids)
                        .mapTo(String.class)
                        .list());
    }
}
