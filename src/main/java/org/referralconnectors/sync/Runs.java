package org.referralconnectors.sync;

import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Claim;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Ending;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.History;
import org.referralconnectors.store.NotReferrals;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.store.Requests;

/** Begins runs and ends them: what a run learned, what it decided and what becomes of its request go to disk in one commit. */
public final class Runs {

    private final Database database;
    private final Claims claims;
    private final Requests requests;
    private final Pairs pairs;
    private final History history;
    private final NotReferrals notReferrals;
    private final Planning planning;
    private final Decisions decisions;
    private final RunMeters meters;

    public Runs(
            Database database,
            Claims claims,
            Requests requests,
            Pairs pairs,
            History history,
            NotReferrals notReferrals,
            Planning planning,
            Decisions decisions,
            RunMeters meters) {
        this.database = database;
        this.claims = claims;
        this.requests = requests;
        this.pairs = pairs;
        this.history = history;
        this.notReferrals = notReferrals;
        this.planning = planning;
        this.decisions = decisions;
        this.meters = meters;
    }

    Run begin(Claim claim) {
        return new Run(claim, pairs.find(claim.referralId()).orElseGet(() -> Pair.first(claim.referralId(), "new")));
    }

    /** Ends a run that went through its flow. */
    void finish(Run run) {
        conclude(run);
        store(run, new Ending.Done(!run.written().isEmpty()));
    }

    /** Ends a run that failed on its way; what it did write until then is kept. */
    void store(Run run, Ending ending) {
        database.executeNow(run.getReferralId(), handle -> {
            claims.end(handle, run.claim(), ending);
            savePair(handle, run);
            decisions.of(run).ifPresent(decision -> history.add(handle, decision));
            follow(handle, run);
        });
        run.stored();
        meters.ended(run);
    }

    /** A last look, without any I/O: whether both sides are in step now, or another run is needed. */
    private void conclude(Run run) {
        if (!run.open() || run.lead() == null) {
            run.endIfOpen();
            return;
        }
        planning.plan(run);
        run.agreed(run.plan().agreedWithoutWrites());
        run.endIfOpen();
    }

    private void savePair(Handle handle, Run run) {
        if (run.isOfAReferral()) {
            pairs.save(handle, run.pairAtEnd());
        }
    }

    private void follow(Handle handle, Run run) {
        for (String referralId : run.alsoRequested()) {
            requests.request(handle, Event.live(referralId, Cause.RELATED));
        }
        if (run.leavesWork()) {
            requests.request(handle, Event.live(run.getReferralId(), Cause.FOLLOW_UP));
        }
        if (run.outcome().kind() == Outcome.Kind.NO_REFERRAL) {
            notReferrals.remember(handle, run.getReferralId());
        }
    }
}
