package org.referralconnectors.sync;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.Decision;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Tables;
import org.referralconnectors.sync.plan.Move;
import org.referralconnectors.sync.plan.PairState;
import org.referralconnectors.sync.plan.Policies;
import org.referralconnectors.sync.plan.Side;

/**
 * The one door to a remote write, whoever asks for it: the settings and the scope allow it, a brake has counted it, and
 * what is about to be written is on disk, with the lease still ours, before anything leaves for the other side. The
 * lead that it is about is the pair's from then on. With what was left alone for good goes the reason.
 */
public final class Intending {

    private final Tables tables;
    private final Claims claims;
    private final Decisions decisions;
    private final Policies policies;
    private final Brakes brakes;

    public Intending(Tables tables, Claims claims, Decisions decisions, Policies policies, Brakes brakes) {
        this.tables = tables;
        this.claims = claims;
        this.decisions = decisions;
        this.policies = policies;
        this.brakes = brakes;
    }

    /**
     * Nothing of the run changes where this throws: what is about to be written counts once it is on disk.
     *
     * @param fields those of the plan that the write holds
     * @throws ParkPair for a write that nobody may ask for
     */
    void intend(Run run, Side side, Set<String> fields) {
        refuse(run, side);
        PairMemory memory = run.memory();
        PairState before =
                run.plan().isAnew() && run.lead() == null ? memory.state().startOver(null) : memory.state();
        PairState next = before.intend(side, fields);
        Pair intended = memory.toStore(next).withLead(run.lead() == null ? lost(run, side) : run.getLeadId());
        Optional<Decision> settled = decisions.settled(run);
        tables.database().executeNow(run.getReferralId(), handle -> {
            claims.hold(handle, run.claim());
            brakes.make(handle, run, made(run, side, fields));
            claimEngagement(handle, run, intended);
            tables.pairs().save(handle, intended);
            settled.ifPresent(decision -> tables.history().add(handle, decision));
        });
        memory.intended(next.told(), intended.leadId());
    }

    /** A lead that is gone stays the pair's while its referral is closed for it, and not once another is made. */
    private static String lost(Run run, Side side) {
        return side == Side.REFERRAL ? run.pair().leadId() : null;
    }

    private static Set<Move> made(Run run, Side side, Set<String> fields) {
        Map<Move, Set<String>> moves = run.plan().moves(side);
        moves.values().removeIf(each -> Collections.disjoint(each, fields));
        return moves.keySet();
    }

    /** Plan, scope and settings have been asked before; a defect there ends here. */
    private void refuse(Run run, Side side) {
        boolean open = side == Side.RECORD ? policies.writeLead() : policies.writeReferral();
        String why = !open
                ? "which sync.write keeps as it is"
                : run.isDry() ? "in a run that only looks" : run.isInScope() ? "" : "of a pair that is not in scope";
        if (!why.isEmpty()) {
            throw new ParkPair(
                    Trouble.WRITE_REFUSED, "a write to the " + side.text() + " was asked for, " + why, "intend");
        }
    }

    /** One lead per engagement, also when two of its referrals run at the same moment. */
    private void claimEngagement(Handle handle, Run run, Pair pair) {
        if (pair.engagementId() == null || run.memory().hadClaimedItsEngagement()) {
            return;
        }
        String owner = tables.pairs().claimEngagement(handle, pair.engagementId(), pair.referralId());
        if (!owner.equals(pair.referralId()) && !run.hadLead()) {
            throw new Stale("referral " + owner + " of the same engagement was first");
        }
    }
}
