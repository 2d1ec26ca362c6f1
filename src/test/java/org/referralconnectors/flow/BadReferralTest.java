package org.referralconnectors.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;

/**
 * A referral may hold anything: it syncs by the documented rule or is parked by name, and never blocks another pair.
 */
class BadReferralTest extends SharedFlowSupport {

    /** Whatever came before it, a healthy referral still syncs. */
    @AfterEach
    void aHealthyReferralStillSyncs() {
        String id = settled(referral -> {});
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
    }

    static Stream<Arguments> nobodyToCall() {
        return Stream.of(
                team("absent", customer -> customer.remove("team")),
                team("null", customer -> customer.putNull("team")),
                team("empty", customer -> customer.putArray("team")),
                team("text", customer -> customer.put("team", "Erika")),
                team("of nulls", customer -> customer.putArray("team").addNull()),
                team(
                        "of lists",
                        customer -> customer.putArray("team").addArray().add("Erika")),
                team("of nobody", customer -> customer.putArray("team").addObject()),
                team("without names", customer -> customer.putArray("team")
                        .addObject()
                        .putNull("firstName")
                        .put("lastName", "")
                        .putNull("email")));
    }

    @ParameterizedTest
    @MethodSource("nobodyToCall")
    void withoutAContactTheCompanyStandsInAsLastName(Consumer<ObjectNode> change) {
        JsonNode lead = lead(settled(change));
        assertThat(lead.path("lastname").asText()).isEqualTo("Northwind Traders GmbH");
        assertThat(lead.has("firstname")).isFalse();
    }

    static Stream<Arguments> odd() {
        return Stream.of(
                odd("ids an object", referral -> customer(referral).putObject("ids")),
                odd("ids null", referral -> customer(referral).putNull("ids")),
                odd("ids a list of anything", referral -> customer(referral)
                        .putArray("ids")
                        .add(1)
                        .addNull()
                        .addArray()),
                odd("an amount as text", referral -> details(referral).put("dealValue", "45000.500")),
                odd("no consent", referral -> referral.remove("consent")),
                odd("members nobody knows", referral -> referral.putObject("brandNew")
                        .putArray("thing")
                        .add(1)),
                odd("a run id that is an object", referral -> referral.putObject("lastRunId")
                        .put("a", 1)),
                odd("an unknown qualification", referral -> referral.put("qualification", "TelepathyQualified")),
                odd("no engagement", referral -> referral.putNull("engagementId")),
                odd("spam as text", referral -> referral.put("isSpam", "no")),
                odd("flags as numbers", referral -> referral.put("favorite", 3)));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void whatIsOddButNotNeededChangesNothing(Consumer<ObjectNode> change) {
        String id = settled(change);
        assertThat(parkedFields(id)).isEmpty();
        assertThat(lead(id).path("lastname").asText()).isEqualTo("Muster");
        assertThat(lead(id).path("estimatedamount").decimalValue()).isEqualByComparingTo("45000.50");
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                parks("deal", "an amount that is no number", referral -> details(referral)
                        .put("dealValue", "plenty")),
                parks("deal", "an amount below nothing", referral -> details(referral)
                        .put("dealValue", -5)),
                parks("deal", "more money than there is", referral -> details(referral)
                        .put("dealValue", new BigDecimal("1E+30"))),
                parks("deal", "an amount of three hundred digits", referral -> details(referral)
                        .put("dealValue", new BigDecimal("9".repeat(300)))),
                parks("deal", "a currency that nobody has", referral -> details(referral)
                        .put("currency", "XTS")),
                parks("size", "a size that is no band", referral -> customer(referral)
                        .put("size", "gazillions")),
                parks("closing date", "a date that is none", referral -> details(referral)
                        .put("closingDateTime", "soon")),
                parks("closing date", "a date before Dataverse's time", referral -> details(referral)
                        .put("closingDateTime", "0001-01-01T00:00:00Z")));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aValueThatNobodyCanReadIsParkedByNameAndTheRestSyncs(String field, Consumer<ObjectNode> change) {
        String id = settled(change);
        assertThat(parkedFields(id)).containsExactly(field);
        assertThat(lead(id).path("lastname").asText()).isEqualTo("Muster");
        assertThat(lead(id).path("description").asText()).isEqualTo("The customer wants to replace its own ERP.");
    }

    @Test
    void aParkedFieldIsTakenUpAgainWhenItsValueIsMended() {
        String id = settled(referral -> details(referral).put("dealValue", "plenty"));
        world.partnerCenter().edit(id, referral -> details(referral).put("dealValue", 12_000));
        eventually().until(() -> lead(id).path("estimatedamount").asInt() == 12_000 && idle());
        assertThat(parkedFields(id)).isEmpty();
    }

    @Test
    void anAmountWithoutACurrencyIsInTheOrganisations() {
        JsonNode lead = lead(settled(referral -> details(referral).put("currency", "")));
        assertThat(lead.path("estimatedamount").decimalValue()).isEqualByComparingTo("45000.50");
        assertThat(lead.path("_transactioncurrencyid_value").asText()).isEqualTo(currency("EUR"));
    }

    @Test
    void aCurrencyWithoutAnAmountIsNothing() {
        String id = settled(referral -> details(referral).putNull("dealValue"));
        assertThat(lead(id).has("estimatedamount")).isFalse();
        assertThat(parkedFields(id)).isEmpty();
    }

    @Test
    void sevenDigitsOfASecondAreADay() {
        String id = settled(referral -> details(referral).put("closingDateTime", "2026-06-30T23:59:59.1234567Z"));
        assertThat(lead(id).path("estimatedclosedate").asText()).isEqualTo("2026-06-30");
        assertThat(referralNow(id).at("/details/closingDateTime").asText()).isEqualTo("2026-06-30T23:59:59.1234567Z");
    }

    static Stream<Arguments> strangeStatus() {
        return Stream.of(
                odd("unknown", referral -> referral.put("status", "Snoozed").put("substatus", "Deeply")),
                odd("null", referral -> referral.putNull("status").putNull("substatus")),
                odd("absent", referral -> referral.remove(List.of("status", "substatus"))),
                odd("a number", referral -> referral.put("status", 7)),
                odd("None", referral -> referral.put("status", "None").put("substatus", "None")));
    }

    @ParameterizedTest
    @MethodSource("strangeStatus")
    void anUnknownStatusMovesNothing(Consumer<ObjectNode> change) {
        String id = withItsLead(change);
        JsonNode before = referralNow(id).path("status");
        assertThat(status(lead(id))).isEqualTo("0/1");
        assertThat(lead(id).path("lastname").asText()).isEqualTo("Muster");
        assertThat(referralNow(id).path("status")).isEqualTo(before);
        assertThat(parkedFields(id)).containsExactly("lead id");
    }

    @Test
    void textPastEveryLengthIsCutAndNeverTravelsBack() {
        String id = settled(BadReferralTest::makeEverythingLong);
        JsonNode lead = lead(id);
        assertThat(lead.path("subject").asText()).hasSize(300).endsWith("[" + id + "]");
        assertThat(lead.path("companyname").asText()).hasSize(100);
        assertThat(lead.path("firstname").asText()).hasSize(50);
        assertThat(lead.path("address1_postalcode").asText()).hasSize(20);
        assertThat(lead.path("description").asText()).hasSize(2000);
        JsonNode before = referralNow(id).path("details");
        world.dataverse().edit(uuid(id), columns -> columns.put("jobtitle", "Chief"));
        poll();
        eventually().until(this::idle);
        assertThat(referralNow(id).path("details")).isEqualTo(before);
    }

    @Test
    void emojiAndRightToLeftStayWholeAlsoWhereTheyAreCut() {
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        String id = settled(referral -> {
            customer(referral).put("name", "x".repeat(99) + "\uD83D\uDE00 and more");
            details(referral).put("notes", "שלום \u202Eمرحبا\u202C " + family + " naïve \u0000 end");
            referral.put("name", family.repeat(60));
        });
        assertThat(lead(id).path("companyname").asText()).isEqualTo("x".repeat(99));
        assertThat(lead(id).path("description").asText()).isEqualTo("שלום \u202Eمرحبا\u202C " + family + " naïve  end");
        assertThat(lead(id).path("subject").asText()).endsWith("[" + id + "]");
        assertThat(lead(id).path("subject").asText().length()).isLessThanOrEqualTo(300);
    }

    @Test
    void anotherGuidInTheNameDoesNotMislead() {
        String other = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
        String id = settled(referral -> referral.put("name", "Renewal of " + other));
        assertThat(lead(id).path("subject").asText()).contains(id);
        world.dataverse().edit(uuid(id), lead -> lead.put("description", "Still the same pair."));
        poll();
        eventually()
                .until(() -> referralNow(id).at("/details/notes").asText().equals("Still the same pair.") && idle());
        assertThat(history(other)).isEmpty();
    }

    @Test
    void nothingButNullsMakesALeadThatNamesItsReferral() {
        String id = withItsLead(referral ->
                referral.properties().forEach(member -> member.setValue(JsonNodeFactory.instance.nullNode())));
        assertThat(lead(id).path("subject").asText()).isEqualTo("[" + id + "]");
    }

    @Test
    void nothingAtAllMakesALeadThatNamesItsReferral() {
        String id = withItsLead(ObjectNode::removeAll);
        assertThat(lead(id).path("subject").asText()).isEqualTo("[" + id + "]");
    }

    @Test
    void objectsWhereTextShouldBeAreEmpty() {
        String id = settled(referral -> {
            referral.putObject("name").put("a", 1);
            referral.putArray("customerProfile").add("nobody");
            referral.put("details", "none");
            referral.putArray("externalReferenceId");
        });
        assertThat(lead(id).path("subject").asText()).isEqualTo("[" + id + "]");
    }

    @Test
    void aBodyOfTwoMegabytesSyncs() {
        String id = settled(referral -> {
            details(referral).put("notes", "long ".repeat(200_000));
            referral.put("brandNew", "x".repeat(1_000_000));
        });
        assertThat(lead(id).path("description").asText()).hasSize(2000);
    }

    @Test
    void nestingOfAHundredLevelsSyncs() {
        String id = settled(referral -> referral.set("brandNew", nested(100)));
        assertThat(lead(id).path("lastname").asText()).isEqualTo("Muster");
    }

    @Test
    void anAnswerNestedBeyondReasonIsParkedAtOnceWithItsReason() {
        world.partner().notifications().dropNext(1);
        String id = referral(referral -> {});
        String body = "{\"id\": \"" + id + "\", \"brandNew\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        world.partner()
                .partnerCenterServer()
                .faults()
                .answer(Faults.on("GET", ".*/" + id), 1, new Answer(200, Map.of(), body.getBytes(UTF_8)));
        deliver("referral-updated", id);
        eventually().until(() -> parked(id).isPresent());
        assertThat(parked(id).orElseThrow().park().step()).isEqualTo("partner-center-get-referral");
        assertThat(parked(id).orElseThrow().park().reason()).contains("nested too deeply");
    }

    private Optional<Backlog.ParkedPair> parked(String id) {
        return application.backlog().parked().stream()
                .filter(pair -> pair.referralId().equals(id))
                .findFirst();
    }

    /** Has its lead; the referral itself may refuse to be told. */
    private String withItsLead(Consumer<ObjectNode> change) {
        String id = referral(change);
        eventually().until(() -> world.dataverse().get(uuid(id)).isPresent() && idle());
        return id;
    }

    private List<String> parkedFields(String id) {
        return new Pairs(store())
                .find(id).map(pair -> Agreed.parse(pair.agreed())).orElseThrow().parked().stream()
                        .map(FieldPark::field)
                        .toList();
    }

    private static void makeEverythingLong(ObjectNode referral) {
        referral.put("name", "name ".repeat(1_000));
        customer(referral).put("name", "company ".repeat(1_000));
        ObjectNode contact = (ObjectNode) customer(referral).path("team").get(0);
        List<String> names = new ArrayList<>();
        contact.fieldNames().forEachRemaining(names::add);
        names.stream()
                .filter(name -> !name.equals("contactPreference"))
                .forEach(name -> contact.put(name, (name + " ").repeat(1_000)));
        ObjectNode address = customer(referral).withObject("/address");
        List.of("addressLine1", "addressLine2", "city", "state", "postalCode")
                .forEach(name -> address.put(name, (name + " ").repeat(1_000)));
        details(referral).put("notes", "notes ".repeat(10_000));
    }

    private static JsonNode nested(int levels) {
        JsonNode nested = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < levels; i++) {
            nested = JsonNodeFactory.instance.arrayNode().add(nested);
        }
        return nested;
    }

    private static ObjectNode customer(ObjectNode referral) {
        return (ObjectNode) referral.path("customerProfile");
    }

    private static ObjectNode details(ObjectNode referral) {
        return (ObjectNode) referral.path("details");
    }

    private static Arguments team(String what, Consumer<ObjectNode> change) {
        return odd("team " + what, referral -> change.accept(customer(referral)));
    }

    private static Arguments odd(String what, Consumer<ObjectNode> change) {
        return Arguments.of(Named.of(what, change));
    }

    private static Arguments parks(String field, String what, Consumer<ObjectNode> change) {
        return Arguments.of(field, Named.of(what, change));
    }
}
