package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.referralconnectors.values.Owner;

/**
 * Writes what was planned: the intent is on disk before a remote write, and what the answer holds is agreed after it.
 */
public final class Writing {

    /** Sent together where a PATCH was refused as a whole, so that one bad field never costs an acceptance. */
    private static final Set<String> MOST_WANTED = Set.of("status", "lead id");

    private final Intending intending;
    private final Leads leads;
    private final FieldMap map;
    private final String defaultOwner;
    private final Clock clock;

    /** @param defaultOwner who owns a new lead of which {@code mapping.yaml} names no owner; empty: nobody is named */
    public Writing(Intending intending, Leads leads, FieldMap map, String defaultOwner, Clock clock) {
        this.intending = intending;
        this.leads = leads;
        this.map = map;
        this.defaultOwner = defaultOwner;
        this.clock = clock;
    }

    public void intendLead(@Variable("run") Run run) {
        run.refuseEndlessRewriting(run.plan().leadFields(), clock.millis());
        intending.intend(run, Side.RECORD, run.plan().leadFields());
        run.leadInHand().write(leadBody(run), leads.key(run.getReferralId()));
    }

    /** 412 is an answer here: Dataverse's code tells whether a lead of that key exists, or a rule forbids another. */
    public void leadCreated(
            @Variable("run") Run run, @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body JsonNode answer)
            throws HttpOperationFailedException, NotTheService {
        if (status != 412) {
            leadWritten(run, answer);
        } else if (Set.of(ODataError.ROW_EXISTS, ODataError.KEY_TAKEN).contains(ODataError.code(answer.toString()))) {
            run.leadInHand().isThere();
        } else {
            throw new HttpOperationFailedException("", status, "", null, Map.of(), answer.toString());
        }
    }

    public void leadWritten(@Variable("run") Run run, @Body JsonNode answer) throws NotTheService {
        Answers.lead(answer);
        Set<String> fields = run.plan().leadFields();
        run.memory().now(run.memory().state().answered(Side.RECORD, fields, answer));
        run.wrote("lead", fields, clock.millis());
        run.leadInHand().was(answer);
        run.memory().wroteLead(run.getLeadId(), run.getLeadEtag());
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
            apart(fields).forEach(some -> run.patches().add(patch(run, some)));
            return;
        }
        String code = ODataError.code(answer.toString());
        String reason = "Partner Center refuses it " + said(status, answer);
        Refusal why = new Refusal(code, reason, Remedies.of(status, code));
        run.memory().now(state.refused(Side.REFERRAL, fields.iterator().next(), why));
    }

    private static String said(int status, JsonNode answer) {
        String code = ODataError.code(answer.toString());
        return "(HTTP " + status + (code.isEmpty() ? ")" : " " + code + ")");
    }

    private static ReferralPatch patch(Run run, Set<String> fields) {
        return new ReferralPatch(fields, run.plan().referralPatch(fields));
    }

    private static List<Set<String>> apart(Set<String> fields) {
        Set<String> first = new LinkedHashSet<>(fields);
        first.retainAll(MOST_WANTED);
        List<Set<String>> sets = new ArrayList<>();
        if (!first.isEmpty() && first.size() < fields.size()) {
            sets.add(first);
            fields.stream().filter(field -> !first.contains(field)).forEach(field -> sets.add(Set.of(field)));
        } else {
            fields.forEach(field -> sets.add(Set.of(field)));
        }
        return sets;
    }

    private ObjectNode leadBody(Run run) {
        ObjectNode body = run.plan().leadWrite();
        if (run.lead() == null) {
            bindOwner(run, body);
            return body;
        }
        String key = leads.missingKeyColumn(run.lead(), run.getReferralId());
        return key.isEmpty() || mayBeTaken(run) ? body : body.put(key, run.getReferralId());
    }

    /** A lead that the pair had before, or that was merged into this one, may still carry the key: no two can. */
    private static boolean mayBeTaken(Run run) {
        return run.pair().knownLeadIds().stream().anyMatch(id -> !id.equals(run.getLeadId()));
    }

    private void bindOwner(Run run, ObjectNode body) {
        String owner = map.owner(FieldMap.country(run.referral())).orElse(defaultOwner);
        Owner.read(owner).ifPresent(known -> body.put("ownerid@odata.bind", "/" + known.path()));
    }
}
