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
import org.jdbi.v3.core.Handle;
import org.referralconnectors.auth.NotTheService;
import org.referralconnectors.dynamics.Leads;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.Refusal;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.sync.plan.Plan;

/**
 * Writes what was planned: the intent is on disk before a remote write, and what the answer holds is agreed after it.
 */
public final class Writing {

    /** Sent together where a PATCH was refused as a whole, so that one bad field never costs an acceptance. */
    private static final Set<String> MOST_WANTED = Set.of("status", "lead id");

    private final Database database;
    private final Claims claims;
    private final Pairs pairs;
    private final Leads leads;
    private final FieldMap map;
    private final String defaultOwner;
    private final Clock clock;

    public Writing(
            Database database,
            Claims claims,
            Pairs pairs,
            Leads leads,
            FieldMap map,
            String defaultOwner,
            Clock clock) {
        this.database = database;
        this.claims = claims;
        this.pairs = pairs;
        this.leads = leads;
        this.map = map;
        this.defaultOwner = defaultOwner;
        this.clock = clock;
    }

    public void intendLead(@Variable("run") Run run) {
        run.refuseEndlessRewriting(run.plan().leadFields(), clock.millis());
        run.leadInHand().write(leadBody(run), leads.key(run.getReferralId()));
        intend(run, run.plan().leadIntent());
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

    /** Only what was written is agreed yet: what was left alone goes to disk with its reason, when the run ends. */
    public void leadWritten(@Variable("run") Run run, @Body JsonNode answer) throws NotTheService {
        Answers.lead(answer);
        Plan plan = run.plan();
        run.memory().agree(run.memory().agreed().with(plan.leadFields(), plan.agreedAfterLeadWrite(answer)));
        run.wrote("lead", plan.leadFields(), clock.millis());
        run.leadInHand().was(answer);
        run.memory().ownLead(run.getLeadId(), run.getLeadEtag());
        run.memory().intend(null);
    }

    public void intendReferral(@Variable("run") Run run) {
        if (run.isClosing()) {
            intend(run, null);
            run.patches().add(new ReferralPatch(Set.of("status"), DeletedLeads.closing(run.referral())));
            return;
        }
        run.refuseEndlessRewriting(run.plan().referralFields(), clock.millis());
        intend(run, run.plan().referralIntent());
        run.patches().add(patch(run, run.plan().referralFields()));
    }

    public void referralWritten(
            @Variable("run") Run run, @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body JsonNode answer)
            throws NotTheService {
        if (status < 400) {
            Answers.referral(answer, run.getReferralId());
        }
        ReferralPatch patch = run.patches().answered();
        if (run.isClosing()) {
            closed(run, status, answer);
        } else if (status >= 400) {
            refused(run, patch.fields(), status, answer);
        } else {
            accepted(run, patch.fields(), answer);
        }
        if (!run.isPatchWaiting()) {
            run.memory().intend(null);
        }
    }

    private void accepted(Run run, Set<String> fields, JsonNode answer) {
        run.patchAccepted(fields, answer);
        run.wrote("referral", fields, clock.millis());
        run.memory().ownReferral(run.getReferralEtag());
    }

    private static void closed(Run run, int status, JsonNode answer) {
        if (status >= 400) {
            throw new ParkPair(
                    Trouble.CLOSING_REFUSED,
                    "the referral of a deleted lead could not be closed " + said(status, answer));
        }
        run.referralRead(answer);
        run.memory().ownReferral(run.getReferralEtag());
        run.end(Outcome.Kind.LEAD_DELETED, "the lead was deleted: the referral was closed (sync.on-lead-deleted)");
    }

    private static void refused(Run run, Set<String> fields, int status, JsonNode answer) {
        if (fields.size() > 1) {
            apart(fields).forEach(some -> run.patches().add(patch(run, some)));
            return;
        }
        String code = ODataError.code(answer.toString());
        String reason = "Partner Center refuses it " + said(status, answer);
        run.patchRefused(fields.iterator().next(), new Refusal(code, reason, Remedies.of(status, code)));
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

    /** The intent is on disk, and the lease still ours, before anything leaves for the other side. */
    private void intend(Run run, String intent) {
        run.memory().intend(intent);
        Pair intended = run.memory().toStore();
        database.executeNow(run.getReferralId(), handle -> {
            claims.hold(handle, run.claim());
            if (!run.memory().hadClaimedItsEngagement()) {
                claimEngagement(handle, intended);
            }
            pairs.save(handle, intended);
        });
    }

    /** One lead per engagement, also when two of its referrals run at the same moment. */
    private void claimEngagement(Handle handle, Pair pair) {
        if (pair.engagementId() == null) {
            return;
        }
        String owner = pairs.claimEngagement(handle, pair.engagementId(), pair.referralId());
        if (!owner.equals(pair.referralId()) && pair.leadId() == null) {
            throw new Stale("referral " + owner + " of the same engagement was first");
        }
    }

    private ObjectNode leadBody(Run run) {
        ObjectNode body = run.plan().leadWrite();
        if (run.lead() == null) {
            bindOwner(run, body);
            return body;
        }
        String key = leads.missingKeyColumn(run.lead(), run.getReferralId());
        return key.isEmpty() ? body : body.put(key, run.getReferralId());
    }

    private void bindOwner(Run run, ObjectNode body) {
        String owner = map.owner(FieldMap.country(run.referral())).orElse(defaultOwner);
        if (owner.isEmpty()) {
            return;
        }
        String[] parts = owner.split(":", 2);
        body.put("ownerid@odata.bind", "/" + parts[0] + "s(" + parts[1] + ")");
    }
}
