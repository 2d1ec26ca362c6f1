package org.referralconnectors.store;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One referral, its lead, and what is remembered of both. Documents are text whose shape their writers own.
 *
 * @param engagementId null when unknown
 * @param leadId null while it has none; no two pairs have the same
 * @param knownLeadIds every lead it ever had, the present one included
 * @param state such as {@code in-step}, {@code out-of-scope}, {@code lead-deleted}
 * @param reason why it is in this state, or null
 * @param agreed what both sides held when they were last in step (JSON), or null
 * @param parkedFields how many single fields wait for an operator
 * @param intent what is about to be written (JSON), or null when nothing is under way
 * @param fights writes to fields that somebody else changed right after us (JSON), or null
 * @param updatedAt by the database's clock, set by each save
 */
public record Pair(
        String referralId,
        String engagementId,
        String leadId,
        Set<String> knownLeadIds,
        String state,
        String reason,
        Etags etags,
        String agreed,
        int parkedFields,
        String intent,
        String fights,
        Instant updatedAt) {

    /**
     * Versions of both sides, each null when unknown.
     *
     * @param referral, lead as last seen
     * @param ownReferral, ownLead as our own last write left them
     */
    public record Etags(String referral, String lead, String ownReferral, String ownLead) {
        public static final Etags NONE = new Etags(null, null, null, null);
    }

    public Pair {
        Set<String> known = new LinkedHashSet<>(knownLeadIds);
        if (leadId != null) {
            known.add(leadId);
        }
        knownLeadIds = Set.copyOf(known);
    }

    /** A referral that was not seen before. */
    public static Pair first(String referralId, String state) {
        return new Pair(referralId, null, null, Set.of(), state, null, Etags.NONE, null, 0, null, null, Instant.EPOCH);
    }

    public Pair withEngagement(String id) {
        return new Pair(
                referralId,
                id,
                leadId,
                knownLeadIds,
                state,
                reason,
                etags,
                agreed,
                parkedFields,
                intent,
                fights,
                updatedAt);
    }

    /** @param id null: the pair has no lead any more, and remembers the one it had */
    public Pair withLead(String id) {
        return new Pair(
                referralId,
                engagementId,
                id,
                knownLeadIds,
                state,
                reason,
                etags,
                agreed,
                parkedFields,
                intent,
                fights,
                updatedAt);
    }

    public Pair withState(String newState, String why) {
        return new Pair(
                referralId,
                engagementId,
                leadId,
                knownLeadIds,
                newState,
                why,
                etags,
                agreed,
                parkedFields,
                intent,
                fights,
                updatedAt);
    }

    public Pair withEtags(Etags newEtags) {
        return new Pair(
                referralId,
                engagementId,
                leadId,
                knownLeadIds,
                state,
                reason,
                newEtags,
                agreed,
                parkedFields,
                intent,
                fights,
                updatedAt);
    }

    public Pair withAgreed(String document, int newParkedFields) {
        return new Pair(
                referralId,
                engagementId,
                leadId,
                knownLeadIds,
                state,
                reason,
                etags,
                document,
                newParkedFields,
                intent,
                fights,
                updatedAt);
    }

    public Pair withIntent(String document) {
        return new Pair(
                referralId,
                engagementId,
                leadId,
                knownLeadIds,
                state,
                reason,
                etags,
                agreed,
                parkedFields,
                document,
                fights,
                updatedAt);
    }

    public Pair withFights(String document) {
        return new Pair(
                referralId,
                engagementId,
                leadId,
                knownLeadIds,
                state,
                reason,
                etags,
                agreed,
                parkedFields,
                intent,
                document,
                updatedAt);
    }
}
