package org.referralconnectors.store;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which pairs a person should know of before something happens to them; at most one notice a pair. */
public final class Notices {

    private final Database database;

    public Notices(Database database) {
        this.database = database;
    }

    public enum Kind {
        /** A referral that nobody has accepted or declined, and that expires. */
        UNANSWERED,
        /** Won in Partner Center, while its lead is open still: only a person qualifies a lead. */
        WON
    }

    /** @param endsAt when the referral expires, by the service's clock; of no meaning for one that was won */
    public record Notice(Kind kind, Instant endsAt) {}

    /** A pair's notice. */
    public record Named(String referralId, Instant endsAt) {}

    /** The pair's notice from now on; empty: none. */
    public void set(Handle handle, String referralId, Optional<Notice> notice) {
        if (notice.isEmpty()) {
            handle.createUpdate("DELETE FROM notices WHERE referral_id = :id")
                    .bind("id", referralId)
                    .execute();
            return;
        }
        handle.createUpdate(
                        """
                        INSERT INTO notices (referral_id, kind, ends_at) VALUES (:id, :kind, :endsAt)
                        ON CONFLICT (referral_id) DO UPDATE SET kind = excluded.kind, ends_at = excluded.ends_at
                        """)
                .bind("id", referralId)
                .bind("kind", text(notice.get().kind()))
                .bind("endsAt", notice.get().endsAt().toEpochMilli())
                .execute();
    }

    /** Those of one kind, the first to end first. */
    public List<Named> all(Kind kind) {
        return database.read(handle -> handle.createQuery(
                        """
                        SELECT referral_id, ends_at FROM notices WHERE kind = :kind ORDER BY ends_at, referral_id
                        """)
                .bind("kind", text(kind))
                .map((row, context) ->
                        new Named(row.getString("referral_id"), Instant.ofEpochMilli(row.getLong("ends_at"))))
                .list());
    }

    private static String text(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
