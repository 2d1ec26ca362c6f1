package org.referralconnectors.sync;

import java.time.Instant;
import java.util.List;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.referralconnectors.store.Pair;
import org.referralconnectors.sync.plan.FieldPlan;

/** A run that only looks: it belongs to no claim, and nothing of it is stored. */
public final class DryRun {

    private final Run run;

    public DryRun(Pair pair) {
        this.run = new Run(null, pair);
    }

    /** For the variable {@code run} of the route {@code plan-request}. */
    public Run run() {
        return run;
    }

    public String referralId() {
        return run.getReferralId();
    }

    /** Null where the referral has no lead. */
    public String leadId() {
        return run.getLeadId();
    }

    /** Null where the referral has none. */
    public String engagementId() {
        return run.pair().engagementId();
    }

    /** Whether there is a lead, and it could be read. */
    public boolean readsLead() {
        return run.lead() != null;
    }

    public boolean inScope() {
        return run.open() || run.outcome().kind() != Outcome.Kind.OUT_OF_SCOPE;
    }

    /** Why nothing is planned; empty where something is, or where there is nothing to say. */
    public String reason() {
        return run.open() ? "" : run.outcome().reason();
    }

    public List<FieldPlan> fields() {
        return run.plan() == null ? List.of() : run.plan().fields();
    }

    /** Whether the service has no such record, or shows us none. */
    public static boolean isNotThere(Throwable thrown) {
        return Failure.cause(thrown) instanceof HttpOperationFailedException http && http.getStatusCode() == 404;
    }

    /** In words for an operator, without personal data. */
    public static String why(Throwable thrown, Instant now) {
        Failure failure = Failure.of(Failure.cause(thrown), "plan", now);
        return failure.reason() + (failure.remedy().isEmpty() ? "" : "; " + failure.remedy());
    }
}
