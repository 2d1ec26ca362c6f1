package org.referralconnectors.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Claim;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.Decision;
import org.referralconnectors.store.Ending;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Tables;
import org.referralconnectors.sync.plan.Plan;

/**
 * Begins runs and ends them: what a run learned, what it decided and what becomes of its request go to disk in one
 * commit.
 */
public final class Runs {

    /** Dataverse works up to two minutes on one call, whoever still waits for its answer. */
    static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    /** Another referral of the engagement was first; thrown inside a unit, it undoes the unit. */
    private static final class NotFirst extends RuntimeException {

        private final transient String owner;

        NotFirst(String owner, String reason) {
            super(reason, null, false, false);
            this.owner = owner;
        }
    }

    private final Tables tables;
    private final Claims claims;
    private final Planning planning;
    private final Decisions decisions;
    private final RunMeters meters;

    public Runs(Tables tables, Claims claims, Planning planning, Decisions decisions, RunMeters meters) {
        this.tables = tables;
        this.claims = claims;
        this.planning = planning;
        this.decisions = decisions;
        this.meters = meters;
    }

    Run begin(Claim claim) {
        return new Run(
                claim, tables.pairs().find(claim.referralId()).orElseGet(() -> Pair.first(claim.referralId(), "new")));
    }

    void countStrangers(IntSupplier underWay) {
        meters.strangers(underWay);
    }

    /** Ends a run that went through its flow. */
    void finish(Run run) {
        conclude(run);
        boolean again = run.outcome().kind() == Outcome.Kind.RETRIED;
        store(
                run,
                again
                        ? new Ending.Retry(LOOK_AGAIN, run.outcome().reason(), false)
                        : new Ending.Done(!run.written().isEmpty()));
    }

    /** Ends a run that failed on its way; what it did write until then is kept. */
    void store(Run run, Ending ending) {
        try {
            commit(run, ending);
        } catch (NotFirst notFirst) {
            run.leavesLeadTo(notFirst.owner, notFirst.getMessage());
            commit(run, new Ending.Done(false));
        }
        run.stored();
        meters.ended(run);
    }

    private void commit(Run run, Ending ending) {
        Optional<Pair> learned = learned(run);
        Optional<Decision> decided = decisions.of(run);
        tables.database().executeNow(run.getReferralId(), handle -> {
            claims.end(handle, run.claim(), ending);
            learned.ifPresent(pair -> save(handle, run, pair));
            learned.ifPresent(pair -> leaveEngagement(handle, run, pair));
            decided.ifPresent(decision -> tables.history().add(handle, decision));
            announce(handle, run);
            follow(handle, run);
        });
    }

    /** A last look, without any I/O: whether both sides are in step now, or another run is needed. */
    private void conclude(Run run) {
        if (!run.open() || run.lead() == null && !run.hasLostItsLead()) {
            run.endIfOpen();
            return;
        }
        planning.plan(run);
        run.endIfOpen();
    }

    /**
     * A lead that was only found has its engagement too; one that was written claimed it before the write. Nobody but
     * the first has it: what another's run learned of its own lead is not kept.
     */
    private void save(Handle handle, Run run, Pair pair) {
        if (run.pair().leadId() == null && pair.leadId() != null && pair.engagementId() != null) {
            String owner = tables.pairs().claimEngagement(handle, pair.engagementId(), pair.referralId());
            if (!owner.equals(pair.referralId())) {
                boolean has =
                        tables.pairs().find(handle, owner).map(Pair::leadId).isPresent();
                throw new NotFirst(
                        owner,
                        "its engagement " + (has ? "has its lead with" : "waits for the lead of") + " referral "
                                + owner);
            }
        }
        tables.pairs().save(handle, pair);
    }

    /**
     * A run that ends without a lead leaves its engagement to others, unless its lead may still come. One that ended
     * because another referral had it looks again where that one has given it up meanwhile.
     */
    private void leaveEngagement(Handle handle, Run run, Pair pair) {
        Outcome.Kind kind = run.outcome().kind();
        if (pair.leadId() != null || pair.awaitsLead() || pair.engagementId() == null || !kind.isFinal()) {
            return;
        }
        if (kind != Outcome.Kind.NO_LEAD || run.alsoRequested().isEmpty()) {
            tables.engagements().handOn(handle, pair.referralId(), kind != Outcome.Kind.PARKED);
        } else if (run.alsoRequested().stream()
                .noneMatch(owner -> tables.engagements().isHeldBy(handle, pair.engagementId(), owner))) {
            tables.requests().request(handle, Event.live(pair.referralId(), Cause.FOLLOW_UP));
        }
    }

    /** Empty for an id of which nothing is known. */
    private static Optional<Pair> learned(Run run) {
        PairMemory memory = run.memory();
        if (!memory.isOfAReferral(run.referral())) {
            return Optional.empty();
        }
        String referralEtag = run.referral() == null ? null : run.getReferralEtag();
        LeadInHand lead = run.leadInHand();
        return Optional.of(
                lead.read() != null && isThePairs(run)
                        ? memory.toStore(run.outcome(), referralEtag, lead.etag(), lead.id())
                        : memory.toStore(run.outcome(), referralEtag, null, null));
    }

    /** Whether the lead in hand is the pair's, or becomes it: one that was only found does so in scope. */
    private static boolean isThePairs(Run run) {
        LeadInHand lead = run.leadInHand();
        return run.pair().leadId() == null
                ? lead.isWanted() && run.outcome().kind().takesLead()
                : lead.id().equals(run.pair().leadId());
    }

    /** Whether the last plan still has something to write, so that another run is needed. */
    private static boolean leavesWork(Run run) {
        Plan plan = run.plan();
        return run.outcome().kind().isInStep() && plan != null && (plan.writesLead() || plan.writesReferral());
    }

    private void announce(Handle handle, Run run) {
        if (run.referral() != null && run.outcome().kind().isFinal()) {
            tables.notices().set(handle, run.getReferralId(), Attention.of(run));
        }
    }

    private void follow(Handle handle, Run run) {
        for (String referralId : run.alsoRequested()) {
            tables.requests().request(handle, Event.live(referralId, Cause.RELATED));
        }
        if (leavesWork(run)) {
            tables.requests().request(handle, Event.live(run.getReferralId(), Cause.FOLLOW_UP));
        }
        if (run.outcome().kind() == Outcome.Kind.NO_REFERRAL) {
            tables.notReferrals().remember(handle, run.getReferralId());
            tables.requests().forget(handle, run.getReferralId());
        } else if (run.referral() != null && !run.memory().isOfAReferral(null)) {
            tables.notReferrals().forget(handle, run.getReferralId());
        }
    }
}
