package org.referralconnectors.store;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Removes a referral from every table, and its ids from what other rows say in words. What stays is a tombstone of it,
 * and of its engagement, so that neither makes a lead again.
 */
public final class Erasure {
    private static final List<String> TABLES =
            List.of("history", "notices", "moves", "pairs", "engagements", "requests");
    private static final List<String> TEXTS =
            List.of("history outcome", "history skipped", "pairs reason", "requests reason", "requests why");
    private static final String NAMELESS = "(erased)";

    private final Tombstones tombstones;

    public Erasure(Tombstones tombstones) {
        this.tombstones = tombstones;
    }

    /**
     * To be called while no run has the pair.
     *
     * @param pair as it is now; {@link Pair#first} where there is none
     */
    public void erase(Handle handle, Pair pair) {
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
        mentioned(pair).forEach(mention -> TEXTS.forEach(text -> remove(handle, text.split(" "), mention)));
    }

    private static Set<String> mentioned(Pair pair) {
        Set<String> ids = new TreeSet<>(pair.knownLeadIds());
        ids.add(pair.referralId());
        return ids;
    }

    private static void remove(Handle handle, String[] tableAndColumn, String id) {
        String column = tableAndColumn[1];
        handle.createUpdate("UPDATE " + tableAndColumn[0] + " SET " + column + " = REPLACE(" + column
                        + ", :id, :nameless) WHERE " + column + " LIKE '%' || :id || '%'")
                .bind("id", id)
                .bind("nameless", NAMELESS)
                .execute();
    }
}
