package org.referralconnectors.sync;

import java.time.Instant;
import java.util.function.Consumer;
import org.apache.camel.Variable;
import org.referralconnectors.dynamics.Organisations;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.PairState;
import org.referralconnectors.sync.plan.Plan;
import org.referralconnectors.sync.plan.Planner;

/** Plans a run from what both sides hold now, and holds back what a brake does not let go. */
public final class Planning {

    private final Planner planner;
    private final Organisations organisations;
    private final Brakes brakes;
    private final DeletedLeads deletedLeads;
    private final Consumer<Instant> learnNow;

    /** @param learnNow learns the organisation anew for who asked then; returns when that was tried */
    public Planning(
            Planner planner,
            Organisations organisations,
            Brakes brakes,
            DeletedLeads deletedLeads,
            Consumer<Instant> learnNow) {
        this.planner = planner;
        this.organisations = organisations;
        this.brakes = brakes;
        this.deletedLeads = deletedLeads;
        this.learnNow = learnNow;
    }

    public void plan(@Variable("run") Run run) {
        if (run.open() && run.leadInHand().isLookedFor()) {
            lookedFor(run);
        }
        if (run.open() && run.hasLostItsLead() && deletedLeads.areIgnored()) {
            deletedLeads.ignore(run);
        }
        if (!run.open() || run.referral() == null) {
            return;
        }
        followMerge(run);
        PairState planned = planned(run);
        if (run.isAskedByOperator()
                && isParked(planned.plan())
                && organisations.forgetBefore(run.claim().requestedAt())) {
            learnNow.accept(run.claim().requestedAt());
            planned = planned(run);
        }
        boolean empties = planned.plan().fields().stream().anyMatch(FieldPlan::empties);
        if (empties && !run.isDry() && organisations.forgetBefore(run.claim().requestedAt())) {
            throw new Stale("a column came empty: whether column security hides it is asked anew");
        }
        run.memory().now(brakes.hold(run, planned));
        if (run.hasLostItsLead()) {
            deletedLeads.decide(run);
        }
    }

    private PairState planned(Run run) {
        PairState read = run.memory().state().read(planner, organisations.current(), run.referral(), run.lead());
        return run.hasLostItsLead() ? deletedLeads.planned(read) : read.planned();
    }

    /** Whether the lead is there that may have been made before its referral left the scope. */
    private static void lookedFor(Run run) {
        LeadInHand hand = run.leadInHand();
        if (run.lead() != null) {
            run.memory().found(run.getLeadId());
        }
        if (run.lead() != null && !hand.isOutsideAnyway()) {
            hand.want();
        } else if (run.lead() != null || isDecided(run)) {
            run.memory().awaitNoLead();
            run.end(Outcome.Kind.OUT_OF_SCOPE, hand.outside());
        } else {
            run.end(Outcome.Kind.RETRIED, hand.outside() + "; its lead may still be made: looked for once more");
        }
    }

    /** Whether a create of which no answer came has been given up by then: a run's end is stored with its pair. */
    private static boolean isDecided(Run run) {
        Instant known = run.pair().updatedAt();
        return !run.claim().at().isBefore(known.plus(Runs.LOOK_AGAIN));
    }

    /** The pair's lead was merged: the pair moves to the master, where every field is met for the first time. */
    private static void followMerge(Run run) {
        if (run.hadLead()
                && run.lead() != null
                && !run.getLeadId().equals(run.pair().leadId())) {
            run.memory().startOver(run.getLeadId());
        }
        run.memory().knows(run.leadInHand().mergedAway());
    }

    private static boolean isParked(Plan plan) {
        return plan.fields().stream().anyMatch(field -> field.action() == Action.PARK);
    }
}
