package org.referralconnectors.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.referralconnectors.store.Pair.Etags;

/**
 * Every referral that was seen, with its lead. Ids are compared as they are written: lower case, as callers give them.
 */
public final class Pairs {
    /** Of what is done for all pairs, so much at a time. */
    public static final int CHUNK = 500;

    private final Database database;
    private final Tombstones tombstones;

    public Pairs(Database database) {
        this.database = database;
        this.tombstones = new Tombstones(database);
    }

    /** Whose a lead is, and the version in which it was last seen (or null). */
    public record Owner(String referralId, String leadEtag) {}

    /**
     * A pair and its lead.
     *
     * @param leadId null where it has none
     * @param state as {@link Pair.Standing} has it
     */
    public record Lead(String referralId, String leadId, String state) {}

    public Optional<Pair> find(String referralId) {
        return findBy("referral_id", referralId);
    }

    /** As {@link #find(String)}, in the unit that changes the pair. */
    public Optional<Pair> find(Handle handle, String referralId) {
        return findBy(handle, "referral_id", referralId);
    }

    public Optional<Pair> findByLead(String leadId) {
        return findBy("lead_id", leadId);
    }

    /** The referral that has, or is about to make, the one lead of an engagement. */
    public Optional<String> ownerOf(String engagementId) {
        return database.read(handle -> ownerOf(handle, engagementId));
    }

    /** Whether the one lead of an engagement was erased, with the referral that had it. */
    public boolean isErased(String engagementId) {
        return tombstones.has(engagementId);
    }

    /**
     * Makes a referral the owner of its engagement, if there is none yet.
     *
     * @return the owner: this referral, or the one that was first
     */
    public String claimEngagement(Handle handle, String engagementId, String referralId) {
        return handle.createQuery(
                        """
                        INSERT INTO engagements (engagement_id, referral_id) VALUES (:engagement, :referral)
                        ON CONFLICT (engagement_id) DO UPDATE SET referral_id = engagements.referral_id
                        RETURNING referral_id
                        """)
                .bind("engagement", engagementId)
                .bind("referral", referralId)
                .mapTo(String.class)
                .one();
    }

    /**
     * Writes the whole pair.
     *
     * @throws LeadTaken when another pair has the lead
     */
    public void save(Handle handle, Pair pair) {
        refuseTakenLead(handle, pair);
        PairRow.write(handle, pair);
    }

    /** The owners of these leads; leads that no pair has are absent. */
    public Map<String, Owner> byLeadIds(Collection<String> leadIds) {
        Map<String, Owner> owners = new HashMap<>();
        lookUp(
                "SELECT lead_id, referral_id, lead_etag FROM pairs WHERE lead_id IN (<ids>)",
                leadIds,
                (row, context) -> owners.put(
                        row.getString("lead_id"), new Owner(row.getString("referral_id"), row.getString("lead_etag"))));
        return owners;
    }

    /** The leads of these referrals; those that have none are absent. */
    public Map<String, String> leads(Collection<String> referralIds) {
        Map<String, String> leads = new HashMap<>();
        lookUp(
                "SELECT referral_id, lead_id FROM pairs WHERE referral_id IN (<ids>) AND lead_id IS NOT NULL",
                referralIds,
                (row, context) -> leads.put(row.getString("referral_id"), row.getString("lead_id")));
        return leads;
    }

    /** A few pairs after one, by their ids; fewer than {@link #CHUNK} where there are no more. */
    public List<Lead> after(String referralId) {
        return database.read(handle -> handle.createQuery(
                        """
                        SELECT referral_id, lead_id, state FROM pairs WHERE referral_id > :after
                        ORDER BY referral_id LIMIT :chunk
                        """)
                .bind("after", referralId)
                .bind("chunk", CHUNK)
                .map((row, context) ->
                        new Lead(row.getString("referral_id"), row.getString("lead_id"), row.getString("state")))
                .list());
    }

    /** The versions in which these referrals were last seen; those not seen yet are absent. */
    public Map<String, Etags> etags(Collection<String> referralIds) {
        Map<String, Etags> etags = new HashMap<>();
        lookUp(
                "SELECT * FROM pairs WHERE referral_id IN (<ids>)",
                referralIds,
                (row, context) -> etags.put(row.getString("referral_id"), PairRow.etags(row)));
        return etags;
    }

    /** How many are in step, and neither wait, run nor are parked. */
    public long inStep() {
        return database.read(handle -> handle.createQuery(
                        """
                        SELECT COUNT(*) FROM pairs WHERE state = 'in-step' AND NOT EXISTS (
                            SELECT 1 FROM requests
                            WHERE requests.referral_id = pairs.referral_id AND requests.state <> 'idle')
                        """)
                .mapTo(Long.class)
                .one());
    }

    public long count() {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM pairs")
                .mapTo(Long.class)
                .one());
    }

    /** Whether so many referrals have a lead; looks at no more rows of an index than that. */
    public boolean withLeadAreAtLeast(Handle handle, long number) {
        return handle.createQuery(
                                """
                        SELECT COUNT(*) FROM (
                            SELECT 1 FROM pairs WHERE lead_id IS NOT NULL LIMIT :number) AS counted
                        """)
                        .bind("number", number)
                        .mapTo(Long.class)
                        .one()
                >= number;
    }

    /** Every pair by its id, read in chunks, so that no long read stands in the writer's way. */
    public Stream<Pair> all() {
        return Stream.iterate(chunkAfter(""), chunk -> !chunk.isEmpty(), chunk -> chunkAfter(lastId(chunk)))
                .flatMap(List::stream);
    }

    /** The pairs of which single fields wait for an operator. */
    public List<Pair> withParkedFields() {
        return database.read(
                handle -> handle.createQuery("SELECT * FROM pairs WHERE parked_fields > 0 ORDER BY referral_id")
                        .map(PairRow::pair)
                        .list());
    }

    /** Some of the pairs after one, by their ids, of which single fields wait for an operator. */
    public List<String> withParkedFieldsAfter(String referralId, int most) {
        return database.read(handle -> handle.createQuery(
                        """
                        SELECT referral_id FROM pairs WHERE parked_fields > 0 AND referral_id > :after
                        ORDER BY referral_id LIMIT :most
                        """)
                .bind("after", referralId)
                .bind("most", most)
                .mapTo(String.class)
                .list());
    }

    private static Optional<String> ownerOf(Handle handle, String engagementId) {
        return handle.createQuery("SELECT referral_id FROM engagements WHERE engagement_id = :engagement")
                .bind("engagement", engagementId)
                .mapTo(String.class)
                .findOne();
    }

    private Optional<Pair> findBy(String column, String value) {
        return database.read(handle -> findBy(handle, column, value));
    }

    private static Optional<Pair> findBy(Handle handle, String column, String value) {
        return handle.createQuery("SELECT * FROM pairs WHERE " + column + " = :value")
                .bind("value", value)
                .map(PairRow::pair)
                .findOne();
    }

    /** The unique index is the guard; this look names the other pair. */
    private static void refuseTakenLead(Handle handle, Pair pair) {
        if (pair.leadId() == null) {
            return;
        }
        handle.createQuery("SELECT referral_id FROM pairs WHERE lead_id = :leadId AND referral_id <> :referralId")
                .bind("leadId", pair.leadId())
                .bind("referralId", pair.referralId())
                .mapTo(String.class)
                .findOne()
                .ifPresent(other -> {
                    throw new LeadTaken(pair.leadId(), other);
                });
    }

    private void lookUp(String sql, Collection<String> ids, RowMapper<?> mapper) {
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<String> chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
            database.read(handle ->
                    handle.createQuery(sql).bindList("ids", chunk).map(mapper).list());
        }
    }

    private List<Pair> chunkAfter(String referralId) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM pairs WHERE referral_id > :after ORDER BY referral_id LIMIT :chunk")
                .bind("after", referralId)
                .bind("chunk", CHUNK)
                .map(PairRow::pair)
                .list());
    }

    private static String lastId(List<Pair> chunk) {
        return chunk.get(chunk.size() - 1).referralId();
    }
}
