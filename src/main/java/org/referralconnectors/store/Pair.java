package org.referralconnectors.store;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One referral, its lead, and what is remembered of both. Documents are text whose shape their writers own.
 *
 * @param engagementId null when unknown
 * @param updatedAt by the database's clock, set by each save
 */
public record Pair(
        String referralId,
        String engagementId,
        Lead lead,
        Standing standing,
        Etags etags,
        Changes changes,
        Documents documents,
        Instant updatedAt) {

    /**
     * @param id null while it has none; no two pairs have the same
     * @param known every lead it ever had, the present one included
     */
    public record Lead(String id, Set<String> known) {

        public Lead {
            Set<String> all = new LinkedHashSet<>(known);
            if (id != null) {
                all.add(id);
            }
            known = Set.copyOf(all);
        }
    }

    /**
     * @param state such as {@code in-step}, {@code out-of-scope}, {@code lead-deleted}
     * @param reason why it is in this state, or null
     */
    public record Standing(String state, String reason) {}

    /**
     * Versions of both sides, each null when unknown.
     *
     * @param referral, lead as last seen
     * @param ownReferral, ownLead as our own last write left them
     */
    public record Etags(String referral, String lead, String ownReferral, String ownLead) {
        public static final Etags NONE = new Etags(null, null, null, null);
    }

    /** When somebody other than us last changed each side, by its own record; null where that is not known. */
    public record Changes(Instant referral, Instant lead) {
        public static final Changes UNKNOWN = new Changes(null, null);
    }

    /**
     * @param agreed what both sides held when they were last in step (JSON), or null
     * @param parkedFields how many single fields wait for an operator
     * @param intent the writes that may still arrive (JSON), or null when none is under way
     * @param fights writes to fields that somebody else changed right after us (JSON), or null
     */
    public record Documents(String agreed, int parkedFields, String intent, String fights) {}

    /** A referral that was not seen before. */
    public static Pair first(String referralId, String state) {
        Documents none = new Documents(null, 0, null, null);
        Lead noLead = new Lead(null, Set.of());
        return new Pair(
                referralId, null, noLead, new Standing(state, null), Etags.NONE, Changes.UNKNOWN, none, Instant.EPOCH);
    }

    public String leadId() {
        return lead.id();
    }

    /** Whether it has no lead, and one may still come: its making began, and no answer of it is known. */
    public boolean awaitsLead() {
        return leadId() == null && intent() != null;
    }

    public Set<String> knownLeadIds() {
        return lead.known();
    }

    public String state() {
        return standing.state();
    }

    public String reason() {
        return standing.reason();
    }

    public String agreed() {
        return documents.agreed();
    }

    public int parkedFields() {
        return documents.parkedFields();
    }

    public String intent() {
        return documents.intent();
    }

    public String fights() {
        return documents.fights();
    }

    public Pair withEngagement(String id) {
        return new Pair(referralId, id, lead, standing, etags, changes, documents, updatedAt);
    }

    /** @param id null: the pair has no lead any more, and remembers the one it had */
    public Pair withLead(String id) {
        Lead changed = new Lead(id, lead.known());
        return new Pair(referralId, engagementId, changed, standing, etags, changes, documents, updatedAt);
    }

    public Pair withState(String state, String why) {
        Standing changed = new Standing(state, why);
        return new Pair(referralId, engagementId, lead, changed, etags, changes, documents, updatedAt);
    }

    public Pair withEtags(Etags changed) {
        return new Pair(referralId, engagementId, lead, standing, changed, changes, documents, updatedAt);
    }

    public Pair withChanges(Changes changed) {
        return new Pair(referralId, engagementId, lead, standing, etags, changed, documents, updatedAt);
    }

    public Pair withAgreed(String document, int newParkedFields) {
        return with(new Documents(document, newParkedFields, intent(), fights()));
    }

    public Pair withIntent(String document) {
        return with(new Documents(agreed(), parkedFields(), document, fights()));
    }

    public Pair withFights(String document) {
        return with(new Documents(agreed(), parkedFields(), intent(), document));
    }

    private Pair with(Documents changed) {
        return new Pair(referralId, engagementId, lead, standing, etags, changes, changed, updatedAt);
    }
}
