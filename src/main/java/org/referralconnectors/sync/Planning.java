package org.referralconnectors.sync;

import org.apache.camel.Variable;
import org.referralconnectors.dynamics.Organisations;
import org.referralconnectors.store.Pair;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.OwnWrites;
import org.referralconnectors.sync.plan.Plan;
import org.referralconnectors.sync.plan.Planner;

/** Plans a run from what both sides hold now, and holds back what a brake does not let go. */
public final class Planning {

    private final Planner planner;
    private final Organisations organisations;
    private final Brakes brakes;
    private final DeletedLeads deletedLeads;

    public Planning(Planner planner, Organisations organisations, Brakes brakes, DeletedLeads deletedLeads) {
        this.planner = planner;
        this.organisations = organisations;
        this.brakes = brakes;
        this.deletedLeads = deletedLeads;
    }

    public void plan(@Variable("run") Run run) {
        if (run.pair().leadId() != null && run.lead() == null && !run.isClosing()) {
            deletedLeads.decide(run);
        }
        if (!run.open() || run.isClosing() || run.referral() == null) {
            return;
        }
        recover(run);
        Plan plan = planner.plan(run.referral(), run.lead(), run.agreed(), organisations.current(), ownWrites(run));
        if (run.isAskedByOperator()
                && isParked(plan)
                && organisations.forgetBefore(run.claim().requestedAt())) {
            throw new Stale("an operator asked: what the organisation has is read anew");
        }
        run.planned(brakes.hold(run, plan));
    }

    /** After a crash between a write and its record, a side that holds what was intended holds our own value. */
    private void recover(Run run) {
        String intent = run.pair().intent();
        if (intent == null) {
            return;
        }
        run.agreed(planner.recover(run.agreed(), intent, run.referral(), run.lead(), organisations.current()));
        run.pair(run.pair().withIntent(null));
    }

    private static boolean isParked(Plan plan) {
        return plan.fields().stream().anyMatch(field -> field.action() == Action.PARK);
    }

    private static OwnWrites ownWrites(Run run) {
        Pair.Etags etags = run.pair().etags();
        return new OwnWrites(etags.ownReferral(), etags.ownLead(), run.pair().knownLeadIds());
    }
}
