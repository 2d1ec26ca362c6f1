package org.referralconnectors.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.mapping.Stock.LEAD_ID;
import static org.referralconnectors.mapping.Stock.REFERRAL_ID;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.Stock;
import org.referralconnectors.mapping.Subject;

/** A pair's life as the engine lives it: plan, write, plan on the answer. */
class PlannerTest {

    private final Pair pair = new Pair();

    @Test
    void aRowWithAConditionCountsOnlyForReferralsThatHoldIt() {
        String row = "fields:\n  - {field: company, referral: /customerProfile/name, lead: companyname,"
                + " direction: to-lead, when: {/qualification: [Direct, MarketingQualified]}}\n";
        Planner planner = new Planner(
                FieldMap.read(row, "test"),
                new Policies(ZoneId.of("UTC"), true, true, false, true, new Subject("{id}")));
        ObjectNode referral = Stock.referral().put("qualification", "Direct");

        assertThat(leadWrite(planner, referral)).isEqualTo(Stock.json("{'companyname': 'Northwind Traders GmbH'}"));
        assertThat(leadWrite(planner, referral.put("qualification", "SalesQualified")))
                .isEmpty();
    }

    /** Else what somebody wrote on the lead meanwhile would pass for a change since, and go to the referral. */
    @Test
    void aRowThatDidNotCountForAWhileBeginsAnew() {
        pair.mapped("fields:\n  - {field: notes, referral: /details/notes, lead: description, direction: both,"
                + " winner: referral, when: {/qualification: Direct}}\n");
        pair.referral().put("qualification", "Direct");
        pair.details().put("notes", "Agreed");
        pair.lead().put("description", "Agreed");
        pair.record();
        assertThat(pair.isQuiet()).isTrue();

        pair.referral().put("qualification", "SalesQualified");
        pair.lead().put("description", "Of no concern to the referral");
        pair.record();
        assertThat(pair.isQuiet()).isTrue();

        pair.referral().put("qualification", "Direct");
        assertThat(pair.plan().writesReferral()).isFalse();
        assertThat(pair.plan().leadWrite()).isEqualTo(Stock.json("{'description': 'Agreed'}"));
    }

    @Test
    void aDefaultStandsInWhereTheReferralHasNothingAndItsFallbackNeither() {
        String row = "fields:\n  - {field: title, referral: /none, fallback: /nor/this, default: Customer,"
                + " lead: jobtitle, direction: to-lead}\n";
        Planner planner = new Planner(
                FieldMap.read(row, "test"),
                new Policies(ZoneId.of("UTC"), true, true, false, true, new Subject("{id}")));
        ObjectNode referral = Stock.referral();

        assertThat(leadWrite(planner, referral)).isEqualTo(Stock.json("{'jobtitle': 'Customer'}"));
        assertThat(leadWrite(planner, referral.put("none", "Director")))
                .isEqualTo(Stock.json("{'jobtitle': 'Director'}"));
    }

    private static ObjectNode leadWrite(Planner planner, ObjectNode referral) {
        return PairState.of(Kept.NOTHING)
                .read(planner, Stock.organisation(), referral, null)
                .planned()
                .plan()
                .leadWrite();
    }

    @Test
    void aNewReferralMakesACompleteLead() {
        Plan plan = pair.withoutLead().plan();

        ObjectNode expected = Stock.lead();
        expected.remove(List.of(
                "@odata.etag",
                "leadid",
                "statecode",
                "statuscode",
                "merged",
                "_masterid_value",
                "modifiedon",
                "jobtitle",
                "address1_line2",
                "address1_stateorprovince",
                "_transactioncurrencyid_value"));
        expected.put("transactioncurrencyid@odata.bind", "/transactioncurrencies(" + Stock.EUR + ")");
        assertThat(plan.leadWrite().toString()).isEqualToIgnoringWhitespace(sorted(plan.leadWrite(), expected));
        assertThat(plan.writesReferral()).isFalse();
    }

    @Test
    void aNewLeadIsNamedInItsReferralAndThenAllIsQuiet() {
        pair.withoutLead().writeLead();

        Plan second = pair.plan();
        assertThat(second.writesLead()).isFalse();
        assertThat(second.referralFields()).containsExactly("lead id");
        assertThat(second.referralPatch(second.referralFields()))
                .isEqualTo(
                        Stock.json("[{'op': 'replace', 'path': '/externalReferenceId', 'value': '" + LEAD_ID + "'}]"));

        pair.writeReferral();
        assertThat(pair.plan().fields()).allMatch(field -> field.action() == Action.NONE);
    }

    @Test
    void anAcceptedReferralMovesItsNewLeadInTheNextRun() {
        pair.withoutLead().referral().put("status", "Active").put("substatus", "Accepted");
        pair.writeLead();

        assertThat(pair.plan().leadWrite()).isEqualTo(Stock.json("{'statecode': 0, 'statuscode': 2}"));
        pair.writeLead().writeReferral();
        assertThat(pair.isQuiet()).isTrue();
    }

    @Test
    void aChangeOfTheReferralIsWrittenAlone() {
        pair.inStep().customer().put("name", "Northwind AG");

        assertThat(pair.plan().leadWrite()).isEqualTo(Stock.json("{'companyname': 'Northwind AG'}"));
        assertThat(pair.plan().writesLead()).isTrue();
        assertThat(pair.plan().writesReferral()).isFalse();
        assertThat(pair.plan("company").referralChanged()).isTrue();
        assertThat(pair.plan("company").leadChanged()).isFalse();
    }

    @Test
    void aChangeOfTheLeadIsWrittenAlone() {
        pair.inStep().lead().put("description", "Called them.");

        ArrayNode patch = pair.plan().referralPatch(pair.plan().referralFields());
        assertThat(patch)
                .isEqualTo(Stock.json("[{'op': 'replace', 'path': '/details/notes', 'value': 'Called them.'}]"));
        assertThat(pair.plan().writesLead()).isFalse();
        assertThat(pair.plan().writesReferral()).isTrue();
        assertThat(pair.plan("notes").leadChanged()).isTrue();
        assertThat(pair.plan("notes").referralChanged()).isFalse();
    }

    @Test
    void whatDiffersWhenBothSidesFirstMeetIsNobodysChange() {
        pair.lead().put("description", "Called them.");

        assertThat(pair.plan().fields()).noneMatch(field -> field.leadChanged() || field.referralChanged());
    }

    @Test
    void anEchoOfOurOwnWritesWritesNothing() {
        pair.inStep().customer().put("name", "Northwind AG");
        pair.writeLead();

        assertThat(pair.isQuiet()).isTrue();
    }

    @Test
    void theSubjectHoldsTheReferral() {
        assertThat(pair.withoutLead().plan().leadWrite().path("subject").asText())
                .isEqualTo("Northwind – ERP rollout [" + REFERRAL_ID + "]");
    }

    private static String sorted(ObjectNode like, ObjectNode values) {
        ObjectNode sorted = like.objectNode();
        like.fieldNames().forEachRemaining(name -> sorted.set(name, values.path(name)));
        assertThat(values.size()).isEqualTo(like.size());
        return sorted.toString();
    }
}
