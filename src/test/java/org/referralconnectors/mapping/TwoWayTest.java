package org.referralconnectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each side's value becomes on the other, and the edges of what either can hold. */
class TwoWayTest {

    private final FieldMap map = Stock.shippedMap();
    private final Terms terms = Stock.terms();

    @ParameterizedTest
    @ValueSource(strings = {"subject", "address.address1_country", "size", "status"})
    void whatAReferralNeverTakesFromALeadIsRefusedForGood(String name) {
        Refusal refusal = field(name).toReferral("x", terms).refusal();
        assertThat(refusal.isFinal()).isTrue();
        assertThat(refusal.reason()).isNotBlank();
    }

    @Test
    void aLeadsIdGoesToTheReferralAloneInLowerCase() {
        Field id = field("lead id");
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        id.patchReferral(operations, Stock.json("{'externalReferenceId': ''}"), Stock.lead(), Stock.LEAD_ID, terms);

        assertThat(id.lead(Stock.json("{'leadid': '" + Stock.LEAD_ID.toUpperCase() + "'}"), terms))
                .isEqualTo(Stock.LEAD_ID);
        assertThat(id.referral(Stock.json("{'externalReferenceId': ' CRM-7 '}")))
                .isEqualTo("CRM-7");
        assertThat(id.toReferral(Stock.LEAD_ID, terms).value()).isEqualTo(Stock.LEAD_ID);
        assertThat(id.toLead(Stock.LEAD_ID, terms).refusal().isFinal()).isTrue();
        assertThat(operations)
                .isEqualTo(Stock.json(
                        "[{'op': 'replace', 'path': '/externalReferenceId', 'value': '" + Stock.LEAD_ID + "'}]"));
    }

    @Test
    void aNumberTravelsBothWaysByValue() {
        Field campaign = row("referral: /campaignId, lead: numberofemployees, as: number, direction: both");

        assertThat(campaign.referral(Stock.json("{'campaignId': ' 7.50 '}"))).isEqualTo("7.5");
        assertThat(campaign.lead(Stock.json("{'numberofemployees': 8.0}"), terms))
                .isEqualTo("8");
        assertThat(campaign.toReferral("8", terms).value()).isEqualTo("8");
        assertThat(campaign.toReferral("", terms).value()).isEmpty();
        assertThat(campaign.toReferral("eight", terms).refusal().code()).isEqualTo("not-a-number");
        assertThat(written(campaign, "8")).isEqualTo("{\"numberofemployees\":8}");
        assertThat(written(campaign, "")).isEqualTo("{\"numberofemployees\":null}");
        assertThat(patched(campaign, "8")).isEqualTo("8");
    }

    @ParameterizedTest
    @CsvSource({"Integer, 7.5, 8", "BigInt, 7.5, 8", "Decimal, 7.555, 7.56", "Double, 7.554, 7.55"})
    void aNumberKeepsTheDecimalsOfItsColumn(String type, String number, String kept) {
        Column column = new Column("new_number", type, null, null, null, 2, false, Map.of());
        Field any = row("referral: /name, lead: new_number, as: number, direction: to-lead");

        assertThat(any.toLead(number, with(column)).value()).isEqualTo(kept);
        assertThat(any.check(Stock.organisationWith(column))).isEmpty();
    }

    @Test
    void bothLimitsOfAColumnBelongToIt() {
        BigDecimal seven = BigDecimal.valueOf(7);
        Column from = new Column("new_number", "Decimal", null, seven, null, 0, false, Map.of());
        Column to = new Column("new_number", "Decimal", null, null, seven, 0, false, Map.of());
        Field any = row("referral: /name, lead: new_number, as: number, direction: to-lead");

        assertThat(any.toLead("7", with(from)).value()).isEqualTo("7");
        assertThat(any.toLead("7", with(to)).value()).isEqualTo("7");
        assertThat(any.toLead("6", with(from)).refusal().reason()).endsWith("takes 7 to any value");
        assertThat(any.toLead("8", with(to)).refusal().reason()).endsWith("takes any value to 7");
    }

    @Test
    void aNumberOfAHundredDigitsIsOneAndALongerOneIsNot() {
        assertThat(Decimals.parse("9".repeat(100))).isPresent();
        assertThat(Decimals.parse("9".repeat(101))).isEmpty();
        assertThat(Decimals.parse("1E-100")).isPresent();
        assertThat(Decimals.parse("1E-101")).isEmpty();
        assertThat(Decimals.parse("1E+101")).isEmpty();
        assertThat(Decimals.parse("")).isEmpty();
    }

    @Test
    void yesAndNoTravelBothWaysAndNothingElseDoes() {
        Column column = new Column("new_shared", "Boolean", null, null, null, null, false, Map.of());
        Field shared = row("referral: /consent/consentToShareReferralWithMicrosoftSellers, lead: new_shared,"
                + " as: yes-no, direction: both");
        Terms known = with(column);

        assertThat(shared.toLead("true", known).value()).isEqualTo("true");
        assertThat(shared.toLead("false", known).value()).isEqualTo("false");
        assertThat(shared.toLead("", known).value()).isEmpty();
        assertThat(shared.toLead("perhaps", known).refusal().code()).isEqualTo("not-yes-no");
        assertThat(shared.lead(Stock.json("{'new_shared': false}"), known)).isEqualTo("false");
        assertThat(patched(shared, "false")).isEqualTo("false");
        assertThat(shared.check(Stock.organisationWith(column))).isEmpty();
        assertThat(shared.check(Stock.organisation())).isNotEmpty();
    }

    @Test
    void aDateIsReadFromTheLeadAndNeverEmptiedInTheReferral() {
        Field date = field("closing date");

        assertThat(date.lead(Stock.json("{'estimatedclosedate': '2026-06-30'}"), terms))
                .isEqualTo("2026-06-30");
        assertThat(date.toReferral("2026-06-30", terms).value()).isEqualTo("2026-06-30T00:00:00Z");
        assertThat(date.toReferral("", terms).refusal().isFinal()).isTrue();
        assertThat(date.toReferral("soon", terms).refusal().code()).isEqualTo("not-a-date");
        assertThat(date.toLead("", terms).value()).isEmpty();
    }

    @Test
    void anOptionIsEmptiedToo() {
        Field stage = row(
                "referral: /salesStage, lead: leadqualitycode, as: option, options: {'10': 1}," + " direction: both");

        assertThat(stage.toReferral("", terms).value()).isEmpty();
        assertThat(patched(stage, "10")).isEqualTo("\"10\"");
        assertThat(patched(stage, "")).isEqualTo("null");
    }

    @Test
    void amountsWithoutACurrencyAreComparedAsTheLeadsCurrencyKeepsThem() {
        Field deal = field("deal");

        assertThat(deal.same("45000.5", "45001 JPY", terms)).isTrue();
        assertThat(deal.same("45000.5", "45000.5 XTS", terms)).isTrue();
        assertThat(deal.same("7 EUR", "7 JPY", terms)).isFalse();
        assertThat(deal.toReferral("much", terms).refusal().code()).isEqualTo("not-a-number");
        assertThat(deal.toReferral("7 JPY", terms).value()).isEqualTo("7 JPY");
    }

    @Test
    void aRefusedCurrencyIsNamedByItsCodeOnly() {
        Field deal = field("deal");

        assertThat(deal.toLead("7 XTS", terms).refusal().reason()).endsWith("currency XTS");
        assertThat(deal.toLead("7 ERIKA MUSTER", terms).refusal().reason()).endsWith("currency of that name");
    }

    @Test
    void anAmountWhoseColumnIsGoneIsRefused() {
        Terms bare = new Terms(ZoneId.of("UTC"), true, terms.subject(), new Organisation("", Map.of(), List.of()));

        assertThat(field("deal").toLead("7", bare).refusal().code()).isEqualTo("column-missing");
    }

    @Test
    void aStatusThatNoReasonStandsForIsRefused() {
        Field status = field("status");
        Terms bare = new Terms(ZoneId.of("UTC"), true, terms.subject(), new Organisation("", Map.of(), List.of()));

        assertThat(status.toLead("Closed/Won", terms).refusal().code()).isEqualTo("status-not-mapped");
        assertThat(status.toLead("Closed/Lost", terms).value()).isEqualTo("2/4");
        assertThat(status.toLead("Closed/Lost", bare).refusal().code()).isEqualTo("option-missing");
    }

    @Test
    void aClosedReferralSaysWhyInTheLeadsWordsBeforeAnythingElse() {
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        JsonNode lead = Stock.json("{'statecode': 2, 'statuscode': 5}");
        JsonNode referral = Stock.json("{'status': 'Active', 'substatus': 'Accepted'}");
        field("status").patchReferral(operations, referral, lead, "Closed/Lost", terms);

        assertThat(operations)
                .isEqualTo(Stock.json("[{'op': 'add', 'path': '/statusReason', 'value': 'Cannot Contact'},"
                        + "{'op': 'replace', 'path': '/status', 'value': 'Closed'},"
                        + "{'op': 'replace', 'path': '/substatus', 'value': 'Lost'}]"));
        operations.removeAll();
        field("status").patchReferral(operations, referral, lead, "Active/Accepted", terms);
        assertThat(operations).hasSize(2);
    }

    @Test
    void aReasonThatTheOrganisationDoesNotNameIsGivenByItsNumber() {
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        JsonNode lead = Stock.json("{'statecode': 2, 'statuscode': 99}");
        field("status").patchReferral(operations, Stock.referral(), lead, "Closed/Lost", terms);

        assertThat(operations.path(0).path("value").asText()).isEqualTo("99");
    }

    @Test
    void statusesAreTheSameByRank() {
        Field status = field("status");

        assertThat(status.same("Active/Accepted", "0/2", terms)).isTrue();
        assertThat(status.same("New/Pending", "2/4", terms)).isFalse();
    }

    @Test
    void everyPathOfAConditionCounts() {
        Field company = row("referral: /name, lead: companyname, direction: to-lead,"
                + " when: {/qualification: Direct, /status: [New, Active]}");

        assertThat(company.appliesTo(Stock.json("{'qualification': 'Direct', 'status': 'New'}")))
                .isTrue();
        assertThat(company.appliesTo(Stock.json("{'qualification': 'Direct', 'status': 'Closed'}")))
                .isFalse();
        assertThat(company.appliesTo(Stock.json("{'qualification': 'None', 'status': 'New'}")))
                .isFalse();
    }

    @Test
    void aDefaultNeedsNoFallbackAndATextThatLooksLikeOneIsNone() {
        Field title = row("referral: /none, default: Customer, lead: jobtitle, direction: to-lead");
        String standIn = title.referral(Stock.referral());

        assertThat(title.isStandIn(standIn)).isTrue();
        assertThat(title.toLead(standIn, terms).value()).isEqualTo("Customer");
        assertThat(field("notes").isStandIn("instead: of the old one")).isFalse();
        assertThat(field("notes").toLead("instead: of the old one", terms).value())
                .isEqualTo("instead: of the old one");
    }

    @Test
    void aSubjectIsAsLongAsItsColumn() {
        Field subject = field("subject");
        Column shorter = new Column("subject", "String", 40, null, null, null, false, Map.of());
        Column endless = new Column("subject", "Memo", null, null, null, null, false, Map.of());
        JsonNode referral = Stock.json("{'id': '" + Stock.REFERRAL_ID + "', 'name': 'Northwind'}");

        String value = subject.referral(referral);
        assertThat(subject.toLead(value, with(shorter)).value()).isEqualTo("N [" + Stock.REFERRAL_ID + "]");
        assertThat(subject.toLead(value, with(endless)).value()).isEqualTo("Northwind [" + Stock.REFERRAL_ID + "]");
        assertThat(subject.toLead(value, terms).value()).isEqualTo("Northwind [" + Stock.REFERRAL_ID + "]");
        assertThat(subject.lead(Stock.json("{'subject': 'Northwind'}"), terms)).isEqualTo("Northwind");
    }

    @Test
    void aTextIsCutBetweenItsCharactersOnly() {
        assertThat(Text.cut("ab", 2)).isEqualTo("ab");
        assertThat(Text.cut("abc", 2)).isEqualTo("ab");
        assertThat(Text.cut("a😀", 2)).isEqualTo("a");
        assertThat(Text.cut("😀", 0)).isEmpty();
        assertThat(Text.clean("ab")).isEqualTo("ab");
    }

    private Field field(String name) {
        return map.field(name).orElseThrow();
    }

    private static Field row(String keys) {
        return FieldMap.read("fields:\n  - {field: it, " + keys + "}\n", "test")
                .fields()
                .get(0);
    }

    private Terms with(Column column) {
        return new Terms(terms.zone(), true, terms.subject(), Stock.organisationWith(column));
    }

    private String written(Field field, String value) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        field.writeLead(body, null, value, terms);
        return body.toString();
    }

    private String patched(Field field, String value) {
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        field.patchReferral(operations, Stock.referral(), Stock.lead(), value, terms);
        return operations.path(0).path("value").toString();
    }
}
