package org.referralconnectors.sync;

import java.util.Optional;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.PairState;
import org.referralconnectors.sync.plan.Plan;

/** What follows when the lead of a pair is gone. */
public final class DeletedLeads {

    /** The values of {@code sync.on-lead-deleted}. */
    public enum Policy {
        IGNORE,
        RECREATE,
        CLOSE_REFERRAL
    }

    private static final String WHY = "the lead was deleted";
    private static final String CLOSED = ": the referral was closed (sync.on-lead-deleted)";

    private final Policy policy;

    public DeletedLeads(Policy policy) {
        this.policy = policy;
    }

    /** A pair whose lead is gone stays so, whatever happens; only making the lead anew ends that. */
    boolean stays(Run run) {
        if (policy == Policy.RECREATE || !Outcome.LEAD_DELETED.equals(run.pair().state())) {
            return false;
        }
        run.end(Outcome.Kind.LEAD_DELETED, run.pair().reason());
        return true;
    }

    /** Whether nothing follows at all. */
    boolean areIgnored() {
        return policy == Policy.IGNORE;
    }

    /** What the policy asks for. */
    PairState planned(PairState read) {
        return policy == Policy.RECREATE ? read.plannedAnew() : read.plannedClosing();
    }

    void ignore(Run run) {
        run.end(Outcome.Kind.LEAD_DELETED, WHY + "; nothing is written (sync.on-lead-deleted)");
    }

    /** Ends the run where nothing of it is written: it waits, or there is nothing left to do. */
    void decide(Run run) {
        Plan plan = run.plan();
        if (plan.writesLead() || plan.writesReferral()) {
            return;
        }
        Optional<FieldPlan> waiting = plan.fields().stream()
                .filter(field -> field.held() || field.action() == Action.PARK)
                .findFirst();
        if (waiting.isPresent()) {
            run.end(Outcome.Kind.HELD, WHY + "; " + waiting.get().rule());
            return;
        }
        run.memory().now(run.memory().state().withoutLead());
        run.end(Outcome.Kind.LEAD_DELETED, WHY + (run.written().isEmpty() ? "; " + left(run) : CLOSED));
    }

    private static String left(Run run) {
        return run.plan().status().map(FieldPlan::rule).orElse("mapping.yaml has no row for the status");
    }
}
