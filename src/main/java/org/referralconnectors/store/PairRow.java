package org.referralconnectors.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.referralconnectors.store.Pair.Changes;
import org.referralconnectors.store.Pair.Documents;
import org.referralconnectors.store.Pair.Etags;
import org.referralconnectors.store.Pair.Lead;
import org.referralconnectors.store.Pair.Standing;

/** A pair as a row, and back. */
final class PairRow {
    private PairRow() {}

    static void write(Handle handle, Pair pair) {
        handle.createUpdate(
                        """
                        INSERT INTO pairs (referral_id, engagement_id, lead_id, known_lead_ids, state, reason,
                            referral_etag, lead_etag, own_referral_etag, own_lead_etag,
                            referral_changed_at, lead_changed_at, agreed, parked_fields, intent, fights, updated_at)
                        VALUES (:referralId, :engagementId, :leadId, :knownLeadIds, :state, :reason,
                            :referralEtag, :leadEtag, :ownReferralEtag, :ownLeadEtag,
                            :referralChangedAt, :leadChangedAt, :agreed, :parkedFields, :intent, :fights, <now>)
                        ON CONFLICT (referral_id) DO UPDATE SET engagement_id = excluded.engagement_id,
                            lead_id = excluded.lead_id, known_lead_ids = excluded.known_lead_ids,
                            state = excluded.state, reason = excluded.reason,
                            referral_etag = excluded.referral_etag, lead_etag = excluded.lead_etag,
                            own_referral_etag = excluded.own_referral_etag, own_lead_etag = excluded.own_lead_etag,
                            referral_changed_at = excluded.referral_changed_at,
                            lead_changed_at = excluded.lead_changed_at,
                            agreed = excluded.agreed, parked_fields = excluded.parked_fields,
                            intent = excluded.intent, fights = excluded.fights, updated_at = excluded.updated_at
                        """)
                .bind("referralId", pair.referralId())
                .bind("engagementId", pair.engagementId())
                .bind("leadId", pair.leadId())
                .bind("knownLeadIds", String.join(" ", pair.knownLeadIds()))
                .bind("state", pair.state())
                .bind("reason", pair.reason())
                .bind("referralEtag", pair.etags().referral())
                .bind("leadEtag", pair.etags().lead())
                .bind("ownReferralEtag", pair.etags().ownReferral())
                .bind("ownLeadEtag", pair.etags().ownLead())
                .bind("referralChangedAt", millis(pair.changes().referral()))
                .bind("leadChangedAt", millis(pair.changes().lead()))
                .bind("agreed", pair.agreed())
                .bind("parkedFields", pair.parkedFields())
                .bind("intent", pair.intent())
                .bind("fights", pair.fights())
                .execute();
    }

    static Pair pair(ResultSet row, StatementContext context) throws SQLException {
        return new Pair(
                row.getString("referral_id"),
                row.getString("engagement_id"),
                new Lead(row.getString("lead_id"), knownLeadIds(row.getString("known_lead_ids"))),
                new Standing(row.getString("state"), row.getString("reason")),
                etags(row),
                new Changes(instant(row, "referral_changed_at"), instant(row, "lead_changed_at")),
                documents(row),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }

    private static Documents documents(ResultSet row) throws SQLException {
        return new Documents(
                row.getString("agreed"), row.getInt("parked_fields"), row.getString("intent"), row.getString("fights"));
    }

    static Etags etags(ResultSet row) throws SQLException {
        return new Etags(
                row.getString("referral_etag"),
                row.getString("lead_etag"),
                row.getString("own_referral_etag"),
                row.getString("own_lead_etag"));
    }

    private static Long millis(Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static Set<String> knownLeadIds(String ids) {
        return ids.isEmpty() ? Set.of() : Set.of(ids.split(" "));
    }
}
