package org.referralconnectors.ops;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.BetweenRuns;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Decision;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.LeadTaken;
import org.referralconnectors.store.Moves;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pair.Changes;
import org.referralconnectors.store.Pair.Etags;
import org.referralconnectors.store.Tables;
import org.referralconnectors.sync.Outcome;

/** Pairs that an operator makes or undoes. Every field of a pair made by hand is met for the first time. */
final class Links {

    private static final String LINKED = "linked";

    private final Tables tables;
    private final Moves moves;
    private final BetweenRuns betweenRuns;

    Links(Tables tables) {
        this.tables = tables;
        this.moves = new Moves(tables.database());
        this.betweenRuns = new BetweenRuns(tables.database());
    }

    /** The pair as it would be; nothing is stored. */
    static Pair linked(Pair pair, String leadId) {
        return afresh(pair, leadId).withState(LINKED, null);
    }

    /** @param engagementId of the referral; null where it has none */
    void link(String referralId, String leadId, String engagementId) {
        betweenRuns.change(referralId, handle -> {
            Pair pair = tables.pairs()
                    .find(handle, referralId)
                    .orElseGet(() -> Pair.first(referralId, "new"))
                    .withEngagement(engagementId);
            refuseSame(pair, leadId);
            claimEngagement(handle, pair);
            change(handle, pair, "link", "linked to lead " + leadId, before -> linked(before, leadId));
            tables.requests().request(handle, Event.live(referralId, Cause.OPERATOR));
            return true;
        });
    }

    void unlink(String referralId) {
        betweenRuns.change(referralId, handle -> {
            Pair pair = tables.pairs()
                    .find(handle, referralId)
                    .filter(found -> found.leadId() != null)
                    .orElseThrow(() -> new OperationRefused("referral " + referralId + " has no lead"));
            tables.engagements().release(handle, referralId);
            moves.withdraw(handle, referralId);
            change(handle, pair, "unlink", "unlinked from lead " + pair.leadId(), Links::unlinked);
            return true;
        });
    }

    private static Pair unlinked(Pair pair) {
        return afresh(pair, null)
                .withState(Outcome.UNLINKED, "an operator undid this pair; only link makes it one again");
    }

    /** Without what was agreed with the lead before. */
    private static Pair afresh(Pair pair, String leadId) {
        Etags etags = pair.etags();
        return pair.withLead(leadId)
                .withAgreed(null, 0)
                .withIntent(null)
                .withFights(null)
                .withEtags(new Etags(etags.referral(), null, etags.ownReferral(), null))
                .withChanges(new Changes(pair.changes().referral(), null));
    }

    private void change(Handle handle, Pair pair, String command, String outcome, UnaryOperator<Pair> change) {
        try {
            tables.pairs().save(handle, change.apply(pair));
        } catch (LeadTaken taken) {
            throw new OperationRefused(
                    "that lead belongs to referral " + taken.otherReferralId() + ": unlink that one first");
        }
        tables.history()
                .add(handle, new Decision(pair.referralId(), Instant.EPOCH, null, command, outcome, null, null, null));
    }

    private static void refuseSame(Pair pair, String leadId) {
        if (leadId.equals(pair.leadId()) && !Outcome.LEAD_DELETED.equals(pair.state())) {
            throw new OperationRefused("referral " + pair.referralId() + " belongs to lead " + leadId + " already");
        }
    }

    /** One lead per engagement, also by hand. */
    private void claimEngagement(Handle handle, Pair pair) {
        if (pair.engagementId() == null) {
            return;
        }
        String owner = tables.pairs().claimEngagement(handle, pair.engagementId(), pair.referralId());
        if (owner.equals(pair.referralId())) {
            return;
        }
        Pair other = tables.pairs().find(handle, owner).orElseGet(() -> Pair.first(owner, "new"));
        if (other.leadId() != null) {
            throw new OperationRefused(
                    "the engagement has its lead with referral " + owner + ": unlink that one first");
        }
        if (other.awaitsLead()) {
            throw new OperationRefused(
                    "referral " + owner + " of the same engagement may still get its lead: sync that one first");
        }
        tables.engagements().release(handle, owner);
        tables.pairs().claimEngagement(handle, pair.engagementId(), pair.referralId());
    }
}
