package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.Set;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.mapping.Stock;
import org.referralconnectors.mapping.Subject;

/**
 * A referral with its lead, on which plans are applied as both services would: tests edit either side between plans.
 */
final class Pair {

    private FieldMap map = Stock.shippedMap();
    private Organisation organisation = Stock.organisation();
    private Policies policies = new Policies(ZoneId.of("UTC"), true, true, false, true, new Subject("{name} [{id}]"));
    private OwnWrites ours = new OwnWrites(null, null, Set.of(Stock.LEAD_ID));
    private ObjectNode referral = Stock.referral();
    private ObjectNode lead = Stock.lead();
    private Agreed agreed = Agreed.none();
    private int version = 1;

    Pair withoutLead() {
        lead = null;
        return this;
    }

    /** Agrees on everything, so that the next difference is somebody's change. */
    Pair inStep() {
        referral.put("externalReferenceId", Stock.LEAD_ID);
        agreed = plan().agreedWithoutWrites();
        return this;
    }

    Pair mapped(String yaml) {
        map = FieldMap.read(yaml, "test.yaml");
        return this;
    }

    Pair at(Organisation other) {
        organisation = other;
        return this;
    }

    Pair under(Policies other) {
        policies = other;
        return this;
    }

    Pair knowing(OwnWrites other) {
        ours = other;
        return this;
    }

    ObjectNode referral() {
        return referral;
    }

    ObjectNode customer() {
        return (ObjectNode) referral.path("customerProfile");
    }

    ObjectNode contact() {
        return (ObjectNode) customer().path("team").path(0);
    }

    ObjectNode details() {
        return (ObjectNode) referral.path("details");
    }

    ObjectNode lead() {
        return lead;
    }

    Agreed agreed() {
        return agreed;
    }

    Pair agreed(Agreed other) {
        agreed = other;
        return this;
    }

    Planner planner() {
        return new Planner(map, policies);
    }

    Organisation organisation() {
        return organisation;
    }

    Plan plan() {
        return planner().plan(referral, lead, agreed, organisation, ours);
    }

    FieldPlan plan(String field) {
        return plan().fields().stream()
                .filter(each -> each.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    boolean isQuiet() {
        return plan().fields().stream().allMatch(field -> field.action() == Action.NONE);
    }

    /** Records what needs no write. */
    Pair record() {
        agreed = plan().agreedWithoutWrites();
        return this;
    }

    Pair writeLead() {
        Plan plan = plan();
        applyLeadWrite(plan.leadWrite());
        agreed = plan.agreedAfterLeadWrite(lead);
        return this;
    }

    Pair writeReferral() {
        Plan plan = plan();
        applyPatch(plan.referralPatch(plan.referralFields()));
        agreed = plan.agreedAfterReferralWrite(referral, plan.referralFields());
        return this;
    }

    void applyLeadWrite(ObjectNode body) {
        if (lead == null) {
            lead = body.objectNode();
            map.leadColumns().forEach(lead::putNull);
            lead.put("leadid", Stock.LEAD_ID).put("statecode", 0).put("statuscode", 1);
        }
        body.properties().forEach(entry -> applyColumn(entry.getKey(), entry.getValue()));
        lead.put("@odata.etag", "W/\"" + ++version + "\"");
    }

    private void applyColumn(String name, JsonNode value) {
        if (name.endsWith("@odata.bind")) {
            String text = value.asText();
            lead.put(
                    "_" + name.replace("@odata.bind", "_value"),
                    text.substring(text.indexOf('(') + 1, text.indexOf(')')));
        } else {
            lead.set(name, value);
        }
    }

    void applyPatch(JsonNode operations) {
        for (JsonNode operation : operations) {
            JsonPointer path = JsonPointer.compile(operation.path("path").asText());
            ObjectNode parent = (ObjectNode) referral.at(path.head());
            String member = path.last().getMatchingProperty();
            JsonNode value = operation.path("value");
            boolean isAmount = member.equals("dealValue") && value.isTextual();
            parent.set(member, isAmount ? DecimalNode.valueOf(new java.math.BigDecimal(value.asText())) : value);
        }
        referral.put("eTag", "\"" + ++version + "\"");
    }
}
