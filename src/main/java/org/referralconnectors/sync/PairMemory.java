package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pair.Changes;
import org.referralconnectors.store.Pair.Etags;
import org.referralconnectors.sync.plan.Kept;
import org.referralconnectors.sync.plan.Kept.Past;
import org.referralconnectors.sync.plan.PairState;
import org.referralconnectors.sync.plan.Side;

/** What the store knows of a pair, and what a run adds to it. */
final class PairMemory {

    private Pair pair;
    private PairState state;
    private final Fights fights;
    private final boolean claimed;

    PairMemory(Pair pair) {
        this.pair = pair;
        this.claimed = pair.leadId() != null && pair.engagementId() != null;
        this.state = PairState.of(kept(pair));
        this.fights = Fights.parse(pair.fights());
    }

    private static Kept kept(Pair pair) {
        Etags etags = pair.etags();
        Changes changes = pair.changes();
        return new Kept(
                pair.agreed(),
                pair.intent(),
                new Past(etags.ownReferral(), changes.referral()),
                new Past(etags.ownLead(), changes.lead()),
                pair.knownLeadIds());
    }

    Pair pair() {
        return pair;
    }

    /** What was read, planned and written, as far as the run has come. */
    PairState state() {
        return state;
    }

    /** A step of the run was made. */
    void now(PairState next) {
        state = next;
    }

    /** Whether the store says since an earlier run whose lead the engagement's is. */
    boolean hadClaimedItsEngagement() {
        return claimed;
    }

    Fights fights() {
        return fights;
    }

    void engagement(String id) {
        pair = pair.withEngagement(id);
    }

    /** Whether the pair has ever been seen, or is seen now: an id that nobody could read leaves no pair. */
    boolean isOfAReferral(JsonNode referral) {
        return referral != null || pair.updatedAt().isAfter(Instant.EPOCH);
    }

    /** Another lead takes the place of the one known, or none: every field is met for the first time. */
    void startOver(String leadId) {
        state = state.startOver(leadId);
        pair = pair.withLead(leadId);
    }

    /** Leads that were merged into the pair's were its leads, too. */
    void knows(Set<String> mergedAway) {
        for (String id : mergedAway) {
            state = state.knowing(id);
            pair = pair.withLead(id).withLead(pair.leadId());
        }
    }

    /** The lead that an earlier run had begun to make is there. */
    void found(String leadId) {
        state = state.knowing(leadId);
        pair = pair.withLead(leadId);
    }

    /** The last write to the lead was refused as a whole: it never arrives. */
    void leadRefused() {
        state = state.refused(Side.RECORD);
    }

    /** A lead that was about to be made is not waited for any more. */
    void awaitNoLead() {
        state = state.giveUp(Side.RECORD);
    }

    /** The lead was written: the pair has it, and this version of it has been dealt with. */
    void wroteLead(String leadId, String etag) {
        Etags etags = pair.etags();
        state = state.knowing(leadId);
        pair = pair.withLead(leadId).withEtags(new Etags(etags.referral(), etag, etags.ownReferral(), etags.ownLead()));
    }

    /** The referral was written: this version of it has been dealt with. */
    void wroteReferral(String etag) {
        Etags etags = pair.etags();
        pair = pair.withEtags(new Etags(etag, etags.lead(), etags.ownReferral(), etags.ownLead()));
    }

    /** What is about to be written is on disk, and with it whose lead it is. */
    void intended(PairState next, String leadId) {
        state = next.knowing(leadId);
        pair = pair.withLead(leadId);
    }

    /** The pair with everything learned so far. */
    Pair toStore() {
        return toStore(state);
    }

    /** The pair in another state than it is in yet. */
    Pair toStore(PairState state) {
        Kept kept = state.kept();
        Etags seen = pair.etags();
        return pair.withAgreed(kept.agreed(), state.agreed().parked().size())
                .withIntent(kept.intents())
                .withEtags(new Etags(
                        seen.referral(),
                        seen.lead(),
                        kept.referral().own(),
                        kept.lead().own()))
                .withChanges(
                        new Changes(kept.referral().changedAt(), kept.lead().changedAt()))
                .withFights(fights.text());
    }

    /**
     * The pair as a run leaves it.
     *
     * @param referralEtag, leadEtag, leadId of what was read; null where it was not
     */
    Pair toStore(Outcome outcome, String referralEtag, String leadEtag, String leadId) {
        Pair ended = leadId == null ? toStore() : toStore().withLead(leadId);
        Pair dealtWith = outcome.kind().isFinal() ? ended.withEtags(seen(ended, referralEtag, leadEtag)) : ended;
        return outcome.state() == null ? dealtWith : dealtWith.withState(outcome.state(), outcome.reason());
    }

    /** The versions last dealt with, by which sweep and poll know what is no news. */
    private static Etags seen(Pair pair, String referralEtag, String leadEtag) {
        Etags before = pair.etags();
        return new Etags(
                referralEtag == null ? before.referral() : referralEtag,
                leadEtag == null ? before.lead() : leadEtag,
                before.ownReferral(),
                before.ownLead());
    }
}
