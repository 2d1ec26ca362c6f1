package org.referralconnectors.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.referralconnectors.store.Pairs.Lead;

/**
 * Which pairs' leads a full pass over all leads has shown so far, and so, at its end, which it has not: those were
 * deleted. The marks stand in the store, since there may be a million of them.
 */
public final class Shown {
    private final Database database;

    public Shown(Database database) {
        this.database = database;
    }

    /**
     * Pairs that a pass has not shown, out of the next few pairs.
     *
     * @param last the id of the last pair looked at; null when there is none after it
     * @param pairs those that have a lead and no mark of this pass
     */
    public record Missing(String last, int seen, List<Lead> pairs) {}

    /**
     * Marks pairs as shown by a pass, in a unit of its own: the place of their page goes to disk after it, so that a
     * page is shown again rather than forgotten.
     */
    public void mark(Collection<String> referralIds, String pass) {
        if (referralIds.isEmpty()) {
            return;
        }
        List<String> sorted = referralIds.stream().sorted().toList();
        database.executeNow(
                "",
                handle -> sorted.forEach(id -> handle.createUpdate(
                                """
                        INSERT INTO shown (referral_id, pass) VALUES (:id, :pass)
                        ON CONFLICT (referral_id) DO UPDATE SET pass = excluded.pass
                        """)
                        .bind("id", id)
                        .bind("pass", pass)
                        .execute()));
    }

    /** Looks at the next pairs after one, by their ids. */
    public Missing missing(String after, String pass) {
        List<Lead> pairs = new Pairs(database).after(after);
        if (pairs.isEmpty()) {
            return new Missing(null, 0, pairs);
        }
        String last = pairs.get(pairs.size() - 1).referralId();
        Set<String> marked = marked(after, last, pass);
        return new Missing(
                last,
                pairs.size(),
                pairs.stream()
                        .filter(pair -> pair.leadId() != null && !marked.contains(pair.referralId()))
                        .toList());
    }

    private Set<String> marked(String after, String last, String pass) {
        return database.read(handle -> handle.createQuery(
                        """
                        SELECT referral_id FROM shown
                        WHERE referral_id > :after AND referral_id \\<= :last AND pass = :pass
                        """)
                .bind("after", after)
                .bind("last", last)
                .bind("pass", pass)
                .mapTo(String.class)
                .set());
    }

    /** Forgets the marks of the pairs after one, to another; null: to the end. */
    public void forget(String after, String last) {
        database.executeNow("", handle -> handle.createUpdate("DELETE FROM shown WHERE referral_id > :after"
                        + (last == null ? "" : " AND referral_id \\<= :last"))
                .bind("after", after)
                .bindMap(last == null ? Map.of() : Map.of("last", last))
                .execute());
    }
}
