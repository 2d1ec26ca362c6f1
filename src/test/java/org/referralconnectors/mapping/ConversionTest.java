package org.referralconnectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one row makes of a value, in both directions. */
class ConversionTest {

    private final FieldMap map = Stock.shippedMap();
    private final Terms terms = Stock.terms();

    @Nested
    class OfText {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{'details': null}",
                    "{'details': {}}",
                    "{'details': {'notes': null}}",
                    "{'details': {'notes': ''}}",
                    "{'details': {'notes': {'an': 'object'}}}",
                    "{'details': {'notes': ['list']}}",
                    "{'details': []}"
                })
        void nullAbsentAndEmptyAreTheSameEmptiness(String referral) {
            assertThat(map.field("notes").orElseThrow().referral(Stock.json(referral)))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'customerProfile': {'team': []}}",
                    "{'customerProfile': {'team': null}}",
                    "{'customerProfile': {'team': {}, 'ids': {}}}",
                    "{'customerProfile': {'team': [{}], 'ids': []}}",
                    "{'customerProfile': {'team': [null]}}",
                    "{'customerProfile': {'team': 'nobody'}}",
                    "{}"
                })
        void aTeamWithoutNamesIsEmpty(String referral) {
            assertThat(map.field("contact.firstname").orElseThrow().referral(Stock.json(referral)))
                    .isEmpty();
        }

        @Test
        void whatTheSidesCannotHoldIsLeftOutWhenRead() {
            ObjectNode referral = Stock.referral();
            referral.withObject("/details").put("notes", "a\u0000b\ud83dc\ude00d\ud83d\ude00 \u202eשלום");

            assertThat(map.field("notes").orElseThrow().referral(referral)).isEqualTo("abcd😀 \u202eשלום");
        }

        @Test
        void itIsCutToTheColumnsRealLength() {
            Field notes = map.field("notes").orElseThrow();
            Column shorter = new Column("description", "Memo", 10, null, null, null, false, Map.of());
            Terms short10 = new Terms(ZoneId.of("UTC"), true, terms.subject(), Stock.organisationWith(shorter));

            assertThat(notes.toLead("x".repeat(2001), terms).value()).hasSize(2000);
            assertThat(notes.toLead("x".repeat(2000), terms).value()).hasSize(2000);
            assertThat(notes.toLead("12345678😀", short10).value()).isEqualTo("12345678😀");
            assertThat(notes.toLead("123456789😀", short10).value()).isEqualTo("123456789");
            assertThat(notes.same("123456789😀", "123456789", short10)).isTrue();
        }

        @Test
        void aColumnThatIsNotThereIsNamed() {
            Field field = field("referral: /name, lead: new_gone, direction: to-lead");

            assertThat(field.toLead("x", terms).refusal().reason()).contains("new_gone");
            assertThat(field.lead(Stock.lead(), terms)).isEmpty();
        }

        @Test
        void theFirstFilledOfSeveralPathsCounts() {
            ObjectNode referral = Stock.referral();
            Field state = map.field("address.address1_stateorprovince").orElseThrow();
            referral.withObject("/customerProfile/address").put("region", "WA");
            assertThat(state.referral(referral)).isEqualTo("WA");

            referral.withObject("/customerProfile/address").put("state", "OR");
            assertThat(state.referral(referral)).isEqualTo("OR");
        }

        @Test
        void itIsAddedToAReferralThatLacksTheMember() {
            ObjectNode referral = Stock.referral();
            referral.withObject("/details").remove("notes");
            ArrayNode operations = JsonNodeFactory.instance.arrayNode();
            map.field("notes").orElseThrow().patchReferral(operations, referral, Stock.lead(), "", terms);

            assertThat(operations).isEqualTo(Stock.json("[{'op': 'add', 'path': '/details/notes', 'value': null}]"));
        }
    }

    @Nested
    class OfADeal {

        private final Field deal = map.field("deal").orElseThrow();

        @ParameterizedTest
        @CsvSource({
            "45000.50, eur, 45000.5 EUR",
            "'45000.50', EUR, 45000.5 EUR",
            "0.00, EUR, 0 EUR",
            "1E3, EUR, 1000 EUR",
            "45000.5, , 45000.5",
            ", EUR, ''",
            "1 000, EUR, 1\u00a0000 EUR"
        })
        void itIsReadByValue(String amount, String currency, String expected) {
            ObjectNode details = JsonNodeFactory.instance.objectNode();
            details.put("dealValue", amount).put("currency", currency);

            assertThat(deal.referral(details.objectNode().set("details", details)))
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "45000.555 EUR, 45000.56 EUR",
            "45000.5 JPY, 45001 JPY",
            "1000000000000 EUR, 1000000000000 EUR",
            "45000.5, 45000.5",
            "'', ''"
        })
        void itIsRoundedToTheCurrencysPrecision(String referral, String lead) {
            assertThat(deal.toLead(referral, terms).value()).isEqualTo(lead);
            assertThat(deal.same(referral, lead, terms)).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "45000 XTS, currency-missing",
            "1000000000001 EUR, out-of-range",
            "-1 EUR, out-of-range",
            "1E+99999999 EUR, not-a-number",
            "1E+99 EUR, out-of-range",
            "much EUR, not-a-number",
            "1\u00a0000 EUR, not-a-number"
        })
        void whatTheOrganisationCannotHoldIsRefused(String value, String code) {
            Refusal refusal = deal.toLead(value, terms).refusal();
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.isFinal()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"1E+99999999", "1E-99999999", "9999999999999999999999999999999999999999"})
        void aHugeNumberCostsNothing(String amount) {
            JsonNode referral = Stock.json("{'details': {'dealValue': '" + amount + "', 'currency': 'EUR'}}");

            assertThat(deal.referral(referral)).hasSizeLessThan(120);
            assertThat(deal.toLead(deal.referral(referral), terms).isRefused()).isTrue();
        }

        @Test
        void withoutACurrencyTheAmountAloneIsWrittenAndCompared() {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            deal.writeLead(body, null, "7", terms);

            assertThat(body.toString()).isEqualTo("{\"estimatedamount\":7}");
            assertThat(deal.same("7", "7 EUR", terms)).isTrue();
            assertThat(deal.same("8", "7 EUR", terms)).isFalse();
        }

        @Test
        void anEmptiedOneIsEmptiedInTheLeadAndNeverInTheReferral() {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            deal.writeLead(body, null, "", terms);

            assertThat(body.toString()).isEqualTo("{\"estimatedamount\":null}");
            assertThat(deal.toReferral("", terms).refusal().isFinal()).isTrue();
        }

        @Test
        void aCurrencyThatIsNotActiveIsRefusedOnItsWayBack() {
            ObjectNode lead = Stock.lead();
            lead.put("_transactioncurrencyid_value", "bbbbbbbb-0000-0000-0000-000000000000");

            assertThat(deal.toReferral(deal.lead(lead, terms), terms).refusal().code())
                    .isEqualTo("currency-missing");
        }

        @Test
        void aDeactivatedCurrencyIsGivenToNobodyAndKeptByThoseThatHaveIt() {
            Terms inactive = with(new Currency(Stock.JPY, "JPY", 0, false));
            ObjectNode lead = Stock.lead();
            ObjectNode body = JsonNodeFactory.instance.objectNode();

            Refusal refusal = deal.refusal(lead, "7 JPY", inactive).orElseThrow();
            assertThat(refusal.code()).isEqualTo("currency-inactive");
            assertThat(refusal.isFinal()).isFalse();
            assertThat(deal.refusal(null, "7 JPY", inactive)).isPresent();
            assertThat(deal.refusal(lead, "7 EUR", inactive)).isEmpty();
            lead.put("_transactioncurrencyid_value", Stock.JPY);
            assertThat(deal.refusal(lead, "7 JPY", inactive)).isEmpty();
            deal.writeLead(body, lead, "7 JPY", inactive);
            assertThat(body.toString()).isEqualTo("{\"estimatedamount\":7}");
            assertThat(deal.toReferral(deal.lead(lead, inactive), inactive).isRefused())
                    .isFalse();
            assertThat(deal.same("7 JPY", "7 JPY", inactive)).isTrue();
        }

        @Test
        void ofTwoRowsOfOneCodeTheActiveOneIsGivenAndTheOtherKept() {
            String old = "bbbbbbbb-0000-0000-0000-00000000000f";
            Terms both = with(new Currency(old, "JPY", 0, false), new Currency(Stock.JPY, "JPY", 0));
            ObjectNode lead = Stock.lead();
            ObjectNode body = JsonNodeFactory.instance.objectNode();

            deal.writeLead(body, lead, "7 JPY", both);
            assertThat(body.path("transactioncurrencyid@odata.bind").asText()).contains(Stock.JPY);
            lead.put("_transactioncurrencyid_value", old.toUpperCase());
            assertThat(deal.lead(lead, both)).isEqualTo("45000.5 JPY");
            body.removeAll();
            deal.writeLead(body, lead, "7 JPY", both);
            assertThat(body.toString()).isEqualTo("{\"estimatedamount\":7}");
        }

        private Terms with(Currency... currencies) {
            List<Currency> all = new ArrayList<>(List.of(currencies));
            all.add(new Currency(Stock.EUR, "EUR", 2));
            return new Terms(
                    terms.zone(),
                    true,
                    terms.subject(),
                    new Organisation("", Stock.organisation().columns(), all));
        }

        @ParameterizedTest
        @CsvSource({"true, '\"45000.5\"'", "false, 45000.5"})
        void itIsSentAsTextOrNumber(boolean asText, String json) {
            Terms chosen = new Terms(terms.zone(), asText, terms.subject(), terms.organisation());
            ArrayNode operations = JsonNodeFactory.instance.arrayNode();
            deal.patchReferral(operations, Stock.referral(), Stock.lead(), "45000.5 JPY", chosen);

            assertThat(operations.toString())
                    .isEqualTo("[{\"op\":\"replace\",\"path\":\"/details/dealValue\",\"value\":" + json + "},"
                            + "{\"op\":\"replace\",\"path\":\"/details/currency\",\"value\":\"JPY\"}]");
        }
    }

    @Nested
    class OfADate {

        private final Field date = map.field("closing date").orElseThrow();

        @ParameterizedTest
        @CsvSource({
            "2026-06-30T23:30:00.1234567Z, UTC, 2026-06-30",
            "2026-06-30T23:30:00.1234567Z, Europe/Berlin, 2026-07-01",
            "2026-06-30T00:30:00Z, America/New_York, 2026-06-29",
            "2026-06-30T23:30:00+05:00, UTC, 2026-06-30",
            "2026-06-30T23:30:00-05:00, UTC, 2026-07-01",
            "2026-06-30T23:30:00, UTC, 2026-06-30",
            "2026-06-30, America/New_York, 2026-06-30",
            "someday soon, UTC, not-a-date",
            "2026-13-30, UTC, not-a-date",
            "+10000-01-01T00:00:00Z, UTC, not-a-date"
        })
        void aMomentBecomesADayInTheZone(String moment, ZoneId zone, String expected) {
            JsonNode referral = Stock.json("{'details': {'closingDateTime': '" + moment + "'}}");

            Converted there = date.toLead(date.referral(referral), in(zone));
            assertThat(there.isRefused() ? there.refusal().code() : there.value())
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "2026-06-30, UTC, 2026-06-30T00:00:00Z",
            "2026-06-30, Europe/Berlin, 2026-06-29T22:00:00Z",
            "2026-06-30, America/New_York, 2026-06-30T04:00:00Z",
            "2026-06-30, Pacific/Kiritimati, 2026-06-29T10:00:00Z",
            "2018-11-04, America/Sao_Paulo, 2018-11-04T03:00:00Z",
            "2024-04-26, Africa/Cairo, 2024-04-25T22:00:00Z"
        })
        void aDayBecomesItsStartInTheZone(String day, ZoneId zone, String expected) {
            ArrayNode operations = JsonNodeFactory.instance.arrayNode();
            String start = date.toReferral(day, in(zone)).value();
            date.patchReferral(operations, Stock.referral(), Stock.lead(), start, in(zone));

            assertThat(operations.path(0).path("value").asText()).isEqualTo(expected);
            JsonNode written = Stock.json("{'details': {'closingDateTime': '" + expected + "'}}");
            assertThat(date.toLead(date.referral(written), in(zone)).value()).isEqualTo(day);
            assertThat(date.same(date.referral(written), day, in(zone))).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "0001-01-01, out-of-range",
            "someday so, not-a-date",
            "+10000-01-01, not-a-date",
            "9999-12-31, out-of-range"
        })
        void whatIsNoDayIsRefused(String value, String code) {
            assertThat(date.toLead(value, terms).refusal().code()).isEqualTo(code);
        }

        @Test
        void aColumnOfMomentsKeepsTheMomentInWholeSeconds() {
            Column moments = new Column("estimatedclosedate", "DateTime", null, null, null, null, false, Map.of());
            Terms other = new Terms(ZoneId.of("UTC"), true, terms.subject(), Stock.organisationWith(moments));
            JsonNode referral = Stock.json("{'details': {'closingDateTime': '2026-06-30T23:30:01.9999999Z'}}");

            String value = date.referral(referral);
            assertThat(value).isEqualTo("2026-06-30T23:30:01.999999900Z");
            assertThat(date.toLead(value, other).value()).isEqualTo("2026-06-30T23:30:01Z");
            assertThat(date.toLead("2026-06-30", other).value()).isEqualTo("2026-06-30T00:00:00Z");
        }

        private Terms in(ZoneId zone) {
            return new Terms(zone, true, terms.subject(), terms.organisation());
        }
    }

    @Nested
    class OfOtherKinds {

        @ParameterizedTest
        @CsvSource({
            "1to9employees, 1",
            "10to50employees, 10",
            "51to250employees, 51",
            "251to1000employees, 251",
            "1001to5000employees, 1001",
            "5001to10000employees, 5001",
            "10001to20000employees, 10001",
            "Morethan20000employees, 20001",
            "1to50employees, 1",
            "51to500employees, 51",
            "Morethan500employees, 501",
            "'', ''"
        })
        void aSizeIsTheLowerBoundOfItsBand(String size, String expected) {
            assertThat(map.field("size").orElseThrow().toLead(size, terms).value())
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "some, size-unknown",
            "Morethan999999999employees, out-of-range",
            "Morethan99999999999employees, size-unknown"
        })
        void anUnknownSizeIsRefused(String size, String code) {
            assertThat(map.field("size")
                            .orElseThrow()
                            .toLead(size, terms)
                            .refusal()
                            .code())
                    .isEqualTo(code);
        }

        @ParameterizedTest
        @CsvSource({"SalesQualified, 1", "MarketingQualified, 2", "Direct, 2", "None, 3", "'', 3", "Somehow, 3"})
        void aRatingFollowsItsTable(String qualification, String expected) {
            assertThat(map.field("rating")
                            .orElseThrow()
                            .toLead(qualification, terms)
                            .value())
                    .isEqualTo(expected);
        }

        @Test
        void anOptionTravelsBackByTheFirstValueThatFits() {
            Field field = field("referral: /salesStage, lead: leadqualitycode, as: option,"
                    + " options: {'10': 1, '20': 2, '40': 2}, direction: both");

            assertThat(field.toReferral("2", terms).value()).isEqualTo("20");
            assertThat(field.same("40", "2", terms)).isTrue();
            assertThat(field.toReferral("3", terms).refusal().code()).isEqualTo("option-not-mapped");
            assertThat(field.toLead("100", terms).refusal().code()).isEqualTo("option-not-mapped");
            assertThat(field.toLead("", terms).value()).isEmpty();
        }

        @Test
        void aConstantIsWritten() {
            Field source = map.field("source").orElseThrow();
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            source.writeLead(
                    body,
                    null,
                    source.toLead(source.referral(Stock.referral()), terms).value(),
                    terms);

            assertThat(body.toString()).isEqualTo("{\"leadsourcecode\":4}");
        }

        @Test
        void aCountryIsItsCodeOrItsName() {
            ObjectNode referral = Stock.referral();
            referral.withObject("/customerProfile/address").put("country", "de");
            Field code = map.field("address.address1_country").orElseThrow();
            Field name = field("referral: /customerProfile/address/country, lead: address1_country,"
                    + " as: country-name, direction: to-lead");

            assertThat(code.toLead(code.referral(referral), terms).value()).isEqualTo("DE");
            assertThat(name.toLead(name.referral(referral), terms).value()).isEqualTo("Germany");
            assertThat(name.toLead("Deutschland", terms).value()).isEqualTo("Deutschland");
            assertThat(name.toLead("1!", terms).value()).isEqualTo("1!");
        }

        @Test
        void yesAndNoAreJsonBooleans() {
            Field field = field("referral: /consent/consentToShareReferralWithMicrosoftSellers, lead: new_shared,"
                    + " as: yes-no, direction: both");
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            JsonNode referral = Stock.json("{'consent': {'consentToShareReferralWithMicrosoftSellers': true}}");
            field.writeLead(body, null, field.referral(referral), terms);

            assertThat(body.toString()).isEqualTo("{\"new_shared\":true}");
            assertThat(field.toReferral("", terms).refusal().isFinal()).isTrue();
        }

        @Test
        void aNumberIsRoundedToWhatTheColumnKeeps() {
            Field field = field("referral: /mpnId, lead: numberofemployees, as: number, direction: to-lead");

            assertThat(field.toLead("7.5", terms).value()).isEqualTo("8");
            assertThat(field.toLead("7000000", terms).refusal().code()).isEqualTo("out-of-range");
            assertThat(field.toLead("seven", terms).refusal().code()).isEqualTo("not-a-number");
        }
    }

    private static Field field(String keys) {
        return FieldMap.read("fields:\n  - {field: it, " + keys + "}\n", "test")
                .fields()
                .get(0);
    }
}
