package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.referralconnectors.auth.NotTheService;
import org.referralconnectors.dynamics.Leads;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.Refusal;
import org.referralconnectors.sync.plan.PairState;
import org.referralconnectors.sync.plan.Side;

/**
 * Writes what was planned: the intent is on disk before a remote write, and what the answer holds is agreed after it.
 */
public final class Writing {

    /** Sent together where a PATCH was refused as a whole, so that one bad field never costs an acceptance. */
    private static final Set<String> MOST_WANTED = Set.of("status", "lead id");

    private final Intending intending;
    private final Leads leads;
    private final LeadWrites writes;
    private final Clock clock;

    /** @param defaultOwner who owns a new lead of which {@code mapping.yaml} names no owner; empty: nobody is named */
    public Writing(Intending intending, Leads leads, FieldMap map, String defaultOwner, Clock clock) {
        this.intending = intending;
        this.leads = leads;
        this.writes = new LeadWrites(leads, map, defaultOwner);
        this.clock = clock;
    }

    public void intendLead(@Variable("run") Run run) {
        Set<String> fields = run.plan().leadFields();
        run.refuseEndlessRewriting(fields, clock.millis());
        intending.intend(run, Side.RECORD, fields);
        send(run, writes.whole(run, fields));
    }

    /** 412 is an answer here: Dataverse's code tells whether a lead of that key exists, or a rule forbids another. */
    public void leadCreated(
            @Variable("run") Run run, @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body JsonNode answer)
            throws HttpOperationFailedException, NotTheService {
        if (status == 412 && Set.of(ODataError.ROW_EXISTS, ODataError.KEY_TAKEN).contains(code(answer))) {
            run.leadInHand().isThere();
        } else {
            leadWritten(run, status, answer);
        }
    }

    public void leadWritten(
            @Variable("run") Run run, @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body JsonNode answer)
            throws HttpOperationFailedException, NotTheService {
        if (status >= 400) {
            leadRefused(run, status, answer);
        } else {
            leadAccepted(run, Answers.lead(answer));
        }
        if (run.isLeadWriteWaiting()) {
            intending.intend(run, Side.RECORD, run.leadInHand().next().fields());
        }
    }

    private void leadAccepted(Run run, JsonNode answer) {
        Set<String> fields = run.leadInHand().answered().fields();
        run.memory().now(run.memory().state().answered(Side.RECORD, fields, answer));
        run.wrote("lead", fields, clock.millis());
        run.leadInHand().was(answer);
        run.memory().wroteLead(run.getLeadId(), run.getLeadEtag());
    }

    /** What is refused as a whole is sent again in pieces; only a field that is refused alone waits. */
    private void leadRefused(Run run, int status, JsonNode answer) throws HttpOperationFailedException {
        LeadWrite write = run.leadInHand().next();
        HttpOperationFailedException asAWhole =
                new HttpOperationFailedException("", status, "", null, Map.of(), answer.toString());
        boolean isValue = isForGood(asAWhole) && LeadWrites.isAboutAValue(run, status, code(answer));
        List<LeadWrite> pieces = write.part() == LeadWrite.Part.WHOLE ? writes.pieces(run, write.fields()) : List.of();
        PairState refused = run.memory().state().refused(Side.RECORD);
        if (isValue && pieces.size() > 1) {
            run.leadInHand().answered();
            run.memory().now(refused);
            pieces.forEach(piece -> send(run, piece));
        } else if (isValue && run.lead() != null && write.fields().size() == 1) {
            run.leadInHand().answered();
            String field = write.fields().iterator().next();
            run.memory().now(refused.refused(Side.RECORD, field, refusal("Dynamics 365", status, answer)));
        } else if (isValue && write.part() == LeadWrite.Part.CUSTOM) {
            run.memory().now(refused);
            String reason = "Dynamics 365 refuses the columns of the route " + Hooks.BEFORE_LEAD + " "
                    + said(status, answer) + "; the lead has the others";
            throw new ParkPair(Trouble.CUSTOM_ROUTE, reason, Hooks.BEFORE_LEAD);
        } else {
            throw asAWhole;
        }
    }

    /** A deadlock comes under 400 too. */
    private boolean isForGood(HttpOperationFailedException refused) {
        return HttpFailures.of(refused, "dynamics-update-lead", clock.instant()).kind() == Failure.Kind.PERMANENT;
    }

    private void send(Run run, LeadWrite write) {
        run.leadInHand().write(write, leads.key(run.getReferralId()));
    }

    public void intendReferral(@Variable("run") Run run) {
        Set<String> fields = run.plan().referralFields();
        run.refuseEndlessRewriting(fields, clock.millis());
        intending.intend(run, Side.REFERRAL, fields);
        run.patches().add(patch(run, fields));
    }

    public void referralWritten(
            @Variable("run") Run run, @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body JsonNode answer)
            throws NotTheService {
        if (status < 400) {
            Answers.referral(answer, run.getReferralId());
        }
        ReferralPatch patch = run.patches().answered();
        if (status >= 400) {
            refused(run, patch.fields(), status, answer);
        } else {
            accepted(run, patch.fields(), answer);
        }
        if (run.isPatchWaiting()) {
            intending.intend(run, Side.REFERRAL, run.patches().next().fields());
        }
    }

    private void accepted(Run run, Set<String> fields, JsonNode answer) {
        run.memory().now(run.memory().state().answered(Side.REFERRAL, fields, answer));
        run.wrote("referral", fields, clock.millis());
        run.referralRead(answer);
        run.memory().wroteReferral(run.getReferralEtag());
    }

    private static void refused(Run run, Set<String> fields, int status, JsonNode answer) {
        PairState state = run.memory().state();
        if (fields.size() > 1) {
            run.memory().now(state.refused(Side.REFERRAL));
            apart(run, fields).forEach(some -> run.patches().add(patch(run, some)));
            return;
        }
        run.memory()
                .now(state.refused(Side.REFERRAL, fields.iterator().next(), refusal("Partner Center", status, answer)));
    }

    private static Refusal refusal(String who, int status, JsonNode answer) {
        String code = code(answer);
        return new Refusal(code, who + " refuses it " + said(status, answer), Remedies.of(status, code));
    }

    private static String code(JsonNode answer) {
        return ODataError.code(answer.toString());
    }

    private static String said(int status, JsonNode answer) {
        String code = code(answer);
        return "(HTTP " + status + (code.isEmpty() ? ")" : " " + code + ")");
    }

    private static ReferralPatch patch(Run run, Set<String> fields) {
        return new ReferralPatch(fields, run.plan().referralPatch(fields));
    }

    /** An acceptance goes first; a status that closes the referral goes last, since it takes nothing more then. */
    private static List<Set<String>> apart(Run run, Set<String> fields) {
        Set<String> last = new LinkedHashSet<>();
        run.plan().moves(Side.REFERRAL).values().forEach(last::addAll);
        last.retainAll(fields);
        Set<String> first = new LinkedHashSet<>(fields);
        first.retainAll(MOST_WANTED);
        first.removeAll(last);
        Set<String> others = new LinkedHashSet<>(fields);
        others.removeAll(first);
        others.removeAll(last);
        List<Set<String>> sets = new ArrayList<>();
        if (!first.isEmpty() && first.size() < fields.size()) {
            sets.add(first);
        } else {
            first.forEach(field -> sets.add(Set.of(field)));
        }
        others.forEach(field -> sets.add(Set.of(field)));
        last.forEach(field -> sets.add(Set.of(field)));
        return sets;
    }
}
