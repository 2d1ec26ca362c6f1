package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pair.Etags;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.OwnWrites;
import org.referralconnectors.sync.plan.Plan;

/** What the store knows of a pair, and what a run adds to it. */
final class PairMemory {

    private Pair pair;
    private Agreed agreed;
    private final Map<String, FieldPlan> settled = new LinkedHashMap<>();
    private final Fights fights;
    private final boolean claimed;

    PairMemory(Pair pair) {
        this.pair = pair;
        this.claimed = pair.leadId() != null && pair.engagementId() != null;
        this.agreed = Agreed.parse(pair.agreed());
        this.fights = Fights.parse(pair.fights());
    }

    Pair pair() {
        return pair;
    }

    /** Whether the store says since an earlier run whose lead the engagement's is. */
    boolean hadClaimedItsEngagement() {
        return claimed;
    }

    Agreed agreed() {
        return agreed;
    }

    /** Remembers what a plan settled, since after a write the next one finds it agreed. */
    void settles(Plan plan) {
        if (plan != null) {
            plan.fields().stream()
                    .filter(field -> field.action() == Action.SETTLE)
                    .forEach(field -> settled.put(field.field(), field));
        }
    }

    Map<String, FieldPlan> settled() {
        return settled;
    }

    Fights fights() {
        return fights;
    }

    void agree(Agreed now) {
        agreed = now;
    }

    void engagement(String id) {
        pair = pair.withEngagement(id);
    }

    /** @param intent what is about to be written; null when nothing is under way any more */
    void intend(String intent) {
        pair = pair.withIntent(intent);
    }

    /** Whether the pair has ever been seen, or is seen now: an id that nobody could read leaves no pair. */
    boolean isOfAReferral(JsonNode referral) {
        return referral != null || pair.updatedAt().isAfter(Instant.EPOCH);
    }

    /** Another lead takes the place of the one known, or none: every field is met for the first time. */
    void startOver(String leadId) {
        agreed = Agreed.none();
        pair = pair.withLead(leadId).withIntent(null);
    }

    /** The lead that an earlier run had begun to make is there. */
    void found(String leadId) {
        pair = pair.withLead(leadId);
    }

    void ownLead(String leadId, String etag) {
        Etags etags = pair.etags();
        pair = pair.withLead(leadId).withEtags(new Etags(etags.referral(), etag, etags.ownReferral(), etag));
    }

    void ownReferral(String etag) {
        Etags etags = pair.etags();
        pair = pair.withEtags(new Etags(etag, etags.lead(), etag, etags.ownLead()));
    }

    OwnWrites ownWrites() {
        Etags etags = pair.etags();
        return new OwnWrites(etags.ownReferral(), etags.ownLead(), pair.knownLeadIds());
    }

    /** The pair with everything learned so far. */
    Pair toStore() {
        return pair.withAgreed(agreed.toJson(), agreed.parked().size()).withFights(fights.text());
    }

    /**
     * The pair as a run leaves it.
     *
     * @param referralEtag, leadEtag, leadId of what was read; null where it was not
     */
    Pair toStore(Outcome outcome, String referralEtag, String leadEtag, String leadId) {
        Pair ended = leadId == null ? toStore() : toStore().withLead(leadId);
        Pair dealtWith = outcome.kind().isFinal() ? ended.withEtags(seen(referralEtag, leadEtag)) : ended;
        return outcome.state() == null ? dealtWith : dealtWith.withState(outcome.state(), outcome.reason());
    }

    /** The versions last dealt with, by which sweep and poll know what is no news. */
    private Etags seen(String referralEtag, String leadEtag) {
        Etags before = pair.etags();
        return new Etags(
                referralEtag == null ? before.referral() : referralEtag,
                leadEtag == null ? before.lead() : leadEtag,
                before.ownReferral(),
                before.ownLead());
    }
}
