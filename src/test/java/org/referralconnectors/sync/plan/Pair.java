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
import org.referralconnectors.sync.plan.Kept.Past;

/**
 * A referral with its lead, on which plans are applied as both services would: tests edit either side between plans.
 */
final class Pair {

    private FieldMap map = Stock.shippedMap();
    private Organisation organisation = Stock.organisation();
    private Policies policies = new Policies(ZoneId.of("UTC"), true, true, false, true, new Subject("{name} [{id}]"));
    private ObjectNode referral = Stock.referral();
    private ObjectNode lead = Stock.lead();
    private PairState state = PairState.of(Kept.NOTHING).knowing(Stock.LEAD_ID);
    private int version = 1;

    Pair withoutLead() {
        lead = null;
        return this;
    }

    /** Agrees on everything, so that the next difference is somebody's change. */
    Pair inStep() {
        referral.put("externalReferenceId", Stock.LEAD_ID);
        return record();
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

    Pair knowing(String leadId) {
        state = state.knowing(leadId);
        return this;
    }

    /** The versions as our own last writes left them, and when somebody else last changed each side. */
    Pair since(Past ofReferral, Past ofLead) {
        Kept kept = state.kept();
        return resume(PairState.of(new Kept(kept.agreed(), kept.intents(), ofReferral, ofLead, kept.leadIds())));
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
        return state.agreed();
    }

    Pair agreed(Agreed other) {
        Kept kept = state.kept();
        return resume(
                PairState.of(new Kept(other.toJson(), kept.intents(), kept.referral(), kept.lead(), kept.leadIds())));
    }

    PairState state() {
        return state;
    }

    /** Goes on from here, as after a crash. */
    Pair resume(PairState other) {
        state = PairState.of(other.kept());
        return this;
    }

    Planner planner() {
        return new Planner(map, policies);
    }

    Organisation organisation() {
        return organisation;
    }

    /** Both sides are read, and what is to be done about them is planned. */
    PairState planned() {
        return state.read(planner(), organisation, referral, lead).planned();
    }

    /** The state in which everything that is planned for a side is about to be sent there. */
    PairState intending(Side side) {
        PairState planned = planned();
        return planned.intend(side, fields(planned, side));
    }

    private static Set<String> fields(PairState planned, Side side) {
        return side == Side.RECORD
                ? planned.plan().leadFields()
                : planned.plan().referralFields();
    }

    Plan plan() {
        return planned().plan();
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
        state = planned();
        return this;
    }

    Pair writeLead() {
        PairState intended = intending(Side.RECORD);
        applyLeadWrite(intended.plan().leadWrite());
        state = intended.answered(Side.RECORD, intended.plan().leadFields(), lead);
        return this;
    }

    Pair writeReferral() {
        PairState intended = intending(Side.REFERRAL);
        Set<String> fields = intended.plan().referralFields();
        applyPatch(intended.plan().referralPatch(fields));
        state = intended.answered(Side.REFERRAL, fields, referral);
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
