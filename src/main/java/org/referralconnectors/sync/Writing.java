package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.referralconnectors.dynamics.Leads;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pair.Etags;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.sync.plan.Plan;

/** Writes what was planned: the intent is on disk before a remote write, and what the answer holds is agreed after it. */
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
        run.writeLead(leadBody(run), leads.key(run.getReferralId()));
        intend(run, run.plan().leadIntent());
    }

    public void leadWritten(@Variable("run") Run run, @Body JsonNode answer) {
        Plan plan = run.plan();
        run.agreed(plan.agreedAfterLeadWrite(answer));
        run.wrote("lead", plan.leadFields(), clock.millis());
        run.leadRead(answer);
        Etags etags = run.pair().etags();
        String etag = run.getLeadEtag();
        run.pair(run.pair()
                .withLead(run.getLeadId())
                .withEtags(new Etags(etags.referral(), etag, etags.ownReferral(), etag))
                .withIntent(null));
    }

    public void intendReferral(@Variable("run") Run run) {
        intend(run, run.plan().referralIntent());
        run.patchReferral(List.of(run.plan().referralFields()));
    }

    public void referralWritten(
            @Variable("run") Run run, @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body JsonNode answer) {
        Set<String> fields = run.patchAnswered();
        if (status >= 400) {
            refused(run, fields, status, answer);
        } else {
            accepted(run, fields, answer);
        }
        if (!run.isPatchWaiting()) {
            run.pair(run.pair().withIntent(null));
        }
    }

    private void accepted(Run run, Set<String> fields, JsonNode answer) {
        run.agreed(run.patched(fields, answer));
        run.wrote("referral", fields, clock.millis());
        run.referralRead(answer);
        Etags etags = run.pair().etags();
        String etag = run.getReferralEtag();
        run.pair(run.pair().withEtags(new Etags(etag, etags.lead(), etag, etags.ownLead())));
    }

    private static void refused(Run run, Set<String> fields, int status, JsonNode answer) {
        if (fields.size() > 1) {
            run.patchReferral(apart(fields));
            return;
        }
        String code = ODataError.code(answer);
        run.parkField(fields.iterator().next(), status, code, Remedies.of(status, code));
    }

    private static List<Set<String>> apart(Set<String> fields) {
        List<Set<String>> sets = new ArrayList<>();
        Set<String> first = Set.copyOf(fields.stream().filter(MOST_WANTED::contains).toList());
        boolean splits = first.size() < fields.size() && !first.isEmpty();
        if (splits) {
            sets.add(first);
        }
        Stream<String> others = fields.stream().filter(field -> !splits || !first.contains(field));
        others.forEach(field -> sets.add(Set.of(field)));
        return sets;
    }

    /** The intent is on disk, and the lease still ours, before anything leaves for the other side. */
    private void intend(Run run, String intent) {
        Pair intended = run.pairToStore().withIntent(intent);
        database.executeNow(run.getReferralId(), handle -> {
            claims.hold(handle, run.claim());
            pairs.save(handle, intended);
        });
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
        String country = run.referral().at("/customerProfile/address/country").asText("");
        String owner = map.owner(country).orElse(defaultOwner);
        if (owner.isEmpty()) {
            return;
        }
        String[] parts = owner.split(":", 2);
        body.put("ownerid@odata.bind", "/" + parts[0] + "s(" + parts[1] + ")");
    }
}
