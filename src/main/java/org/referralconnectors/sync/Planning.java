package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.apache.camel.Variable;
import org.referralconnectors.dynamics.Organisations;
import org.referralconnectors.store.Pair;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.OwnWrites;
import org.referralconnectors.sync.plan.Plan;
import org.referralconnectors.sync.plan.Planner;

/** Plans a run from what both sides hold now, and holds back what a brake does not let go. */
public final class Planning {

    private final Planner planner;
    private final Organisations organisations;
    private final Brakes brakes;
    private final DeletedLeads deletedLeads;
    private final Clock clock;

    public Planning(
            Planner planner, Organisations organisations, Brakes brakes, DeletedLeads deletedLeads, Clock clock) {
        this.planner = planner;
        this.organisations = organisations;
        this.brakes = brakes;
        this.deletedLeads = deletedLeads;
        this.clock = clock;
    }

    public void plan(@Variable("run") Run run) {
        if (run.isAskedForByOperator()) {
            run.fights().forgive();
        }
        if (run.pair().leadId() != null && run.lead() == null && !run.isClosing()) {
            deletedLeads.decide(run);
        }
        if (!run.open() || run.isClosing() || run.referral() == null) {
            return;
        }
        recover(run);
        Plan plan = planner.plan(run.referral(), run.lead(), run.agreed(), organisations.current(), ownWrites(run));
        refuseEndlessRewriting(run, plan);
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

    private static OwnWrites ownWrites(Run run) {
        Pair.Etags etags = run.pair().etags();
        return new OwnWrites(etags.ownReferral(), etags.ownLead(), run.pair().knownLeadIds());
    }

    private void refuseEndlessRewriting(Run run, Plan plan) {
        if (run.lead() == null) {
            return;
        }
        Fights fights = run.fights();
        long now = clock.millis();
        for (FieldPlan field : plan.fields()) {
            if (field.writes() && rewritten(run, fights, field) && fights.oneTooMany(field.field(), now)) {
                throw new ParkPair(
                        "rewritten",
                        "something else rewrites this record: field " + field.field(),
                        "find the flow, plug-in or person that undoes the change, then replay",
                        true,
                        "plan");
            }
        }
    }

    private static boolean rewritten(Run run, Fights fights, FieldPlan field) {
        return field.leadChanged() && fights.answersOurs("lead", field.field(), time(run.lead(), "modifiedon"))
                || field.referralChanged()
                        && fights.answersOurs("referral", field.field(), time(run.referral(), "updatedDateTime"));
    }

    private static long time(JsonNode side, String member) {
        String text = side.path(member).asText("");
        return text.isEmpty()
                ? Long.MAX_VALUE
                : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }
}
