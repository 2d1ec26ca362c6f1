package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;

/** One value that the organisation refuses never costs the lead: it waits by name, and the rest is written. */
class RefusedValueTest extends FailureSupport {

    private static final int ALWAYS = 1000;

    @AfterEach
    void nothingIsRefusedAnyMore() {
        dynamics().faults().clear();
        partnerCenter().faults().clear();
        application.backlog().parked().forEach(pair -> application
                .operations()
                .drop(pair.referralId(), "the test is over"));
        eventually().until(this::idle);
    }

    /** Each with a column of its own. */
    static Map<String, String> fields() {
        return Map.ofEntries(
                Map.entry("contact.firstname", "firstname"),
                Map.entry("contact.emailaddress1", "emailaddress1"),
                Map.entry("contact.telephone1", "telephone1"),
                Map.entry("contact.jobtitle", "jobtitle"),
                Map.entry("address.address1_line1", "address1_line1"),
                Map.entry("address.address1_city", "address1_city"),
                Map.entry("size", "numberofemployees"),
                Map.entry("notes", "description"),
                Map.entry("deal", "estimatedamount"),
                Map.entry("closing date", "estimatedclosedate"),
                Map.entry("source", "leadsourcecode"),
                Map.entry("rating", "leadqualitycode"));
    }

    static Stream<String> names() {
        return fields().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aFieldRefusedOfANewLeadWaitsAndTheLeadHasTheOthers(String field) {
        String column = fields().get(field);
        String id = UUID.randomUUID().toString();
        refuse(id, column);
        referral(referral -> contact(referral.put("id", id)).put("title", "Buyer"));
        inStep(id);
        eventually().until(this::idle);
        assertThat(parkedFields(id)).containsExactly(field);
        assertThat(findParked(id)).isNull();
        ObjectNode lead = (ObjectNode) lead(id);
        assertThat(lead.hasNonNull(column)).isFalse();
        fields().values().stream()
                .filter(other -> !other.equals(column))
                .forEach(other -> assertThat(lead.hasNonNull(other)).as(other).isTrue());
        assertThat(referralNow(id).path("externalReferenceId").asText()).isEqualTo(id);
    }

    @Test
    void severalRefusedOfAnUpdateWaitAndAreTakenUpAgainWhenMended() {
        String id = settled(referral -> {});
        refuse(id, "telephone1", "jobtitle");
        editContact(
                id, contact -> contact.put("phoneNumber", "1").put("title", "2").put("firstName", "Erik"));
        eventually().until(() -> lead(id).path("firstname").asText().equals("Erik") && idle());
        assertThat(parkedFields(id)).containsExactlyInAnyOrder("contact.telephone1", "contact.jobtitle");
        assertThat(findParked(id)).isNull();
        FieldPark park = parks(id).get(0);
        assertThat(park.why().code()).isEqualTo("0x80044331");
        assertThat(park.why().reason()).isEqualTo("Dynamics 365 refuses it (HTTP 400 0x80044331)");
        record();
        editContact(id, contact -> contact.put("firstName", "Erika"));
        eventually().until(() -> lead(id).path("firstname").asText().equals("Erika") && idle());
        assertThat(patches("dynamics")).hasSize(1);
        dynamics().faults().clear();
        editContact(id, contact -> contact.put("phoneNumber", "3").put("title", "4"));
        eventually().until(() -> lead(id).path("telephone1").asText().equals("3") && idle());
        assertThat(lead(id).path("jobtitle").asText()).isEqualTo("4");
        assertThat(parkedFields(id)).isEmpty();
    }

    @Test
    void theOnlyFieldOfAnUpdateWaitsByName() {
        String id = settled(referral -> {});
        refuse(id, "telephone1");
        editContact(id, contact -> contact.put("phoneNumber", "1"));
        eventually().until(() -> !parkedFields(id).isEmpty() && idle());
        assertThat(parkedFields(id)).containsExactly("contact.telephone1");
        assertThat(findParked(id)).isNull();
    }

    /** A deadlock comes under 400 as well, and is nobody's value. */
    @Test
    void aDeadlockIsNoRefusalOfAValue() {
        String id = settled(referral -> {});
        dynamics().faults().answer(about("PATCH", id), 1, refusal(400, "0x80044151"));
        editContact(id, contact -> contact.put("phoneNumber", "1"));
        eventually().until(() -> lead(id).path("telephone1").asText().equals("1") && idle());
        assertThat(parkedFields(id)).isEmpty();
    }

    /** A closed lead takes nothing more, so that its status comes last. */
    @Test
    void aReferralThatClosesWithAValueRefusedStillClosesItsLead() {
        String id = settled(referral -> {});
        refuse(id, "description");
        world.partnerCenter().edit(id, referral -> {
            referral.put("status", "Closed").put("substatus", "Lost");
            referral.withObject("/details").put("notes", "refused");
        });
        eventually().until(() -> status(lead(id)).equals("2/4") && idle());
        assertThat(findParked(id)).isNull();
    }

    /** A closed referral takes nothing more: what else there is to write goes before. */
    @Test
    void aLeadThatClosesWithAValueRefusedWritesTheOthersFirst() {
        String id = settled(referral -> {});
        world.dataverse().edit(uuid(id), lead -> {
            lead.put("description", "Lost on price.");
            lead.put("estimatedclosedate", "2027-02-03");
        });
        partnerCenter()
                .faults()
                .answer(
                        call -> about("PATCH", id).test(call) && call.text().contains("closingDateTime"),
                        ALWAYS,
                        refusal(400, "BadDate"));
        world.dataverse().disqualify(uuid(id), 4);
        poll();
        eventually().until(() -> referralNow(id).path("status").asText().equals("Closed") && idle());
        assertThat(referralNow(id).at("/details/notes").asText()).isEqualTo("Lost on price.");
    }

    @Test
    void aLeadWithoutWhichNothingGoesIsParkedAsAWhole() {
        String id = UUID.randomUUID().toString();
        refuse(id, "lastname");
        referral(referral -> referral.put("id", id));
        assertThat(parked(id).park().code()).isEqualTo("0x80044331");
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
        dynamics().faults().clear();
        application.operations().replay(id);
        inStep(id);
        eventually().until(this::idle);
        assertThat(lead(id).path("leadsourcecode").asInt()).isEqualTo(4);
    }

    /** What is only written to a new lead is not lost with a run that ends between its pieces. */
    @Test
    void whatIsStillOwedToANewLeadIsWrittenByTheNextRun() {
        for (Consumer<Predicate<Call>> trouble : List.<Consumer<Predicate<Call>>>of(
                where -> dynamics().faults().answer(where, 1, Answer.empty(500)),
                where -> dynamics().faults().resetBefore(where, 1),
                where -> dynamics().faults().resetAfter(where, 1),
                where -> dynamics().faults().answer(where, 1, refusal(412, "0x80060882")))) {
            String id = UUID.randomUUID().toString();
            refuse(id, "telephone1");
            trouble.accept(call -> about("PATCH", id).test(call)
                    && call.text().contains("\"address1_city\"")
                    && !call.text().contains("subject"));
            referral(referral -> referral.put("id", id));
            inStep(id);
            eventually().until(this::idle);
            assertThat(lead(id).path("leadsourcecode").asInt()).isEqualTo(4);
            assertThat(lead(id).path("leadqualitycode").asInt()).isPositive();
            assertThat(lead(id).path("address1_city").asText()).isNotEmpty();
            assertThat(parkedFields(id)).containsExactly("contact.telephone1");
        }
    }

    /** The organisation refuses whatever writes one of these columns. */
    private void refuse(String id, String... columns) {
        Set<String> refused = Set.of(columns);
        dynamics()
                .faults()
                .answer(
                        call -> about("PATCH", id).test(call)
                                && json(call.text()).properties().stream()
                                        .anyMatch(each -> refused.contains(each.getKey())),
                        ALWAYS,
                        refusal(400, "0x80044331"));
    }

    private void editContact(String id, Consumer<ObjectNode> edit) {
        world.partnerCenter().edit(id, referral -> edit.accept(contact(referral)));
    }

    private static ObjectNode contact(ObjectNode referral) {
        return (ObjectNode) referral.at("/customerProfile/team/0");
    }

    private List<FieldPark> parks(String id) {
        return Agreed.parse(pair(id).agreed()).parked();
    }

    private List<String> parkedFields(String id) {
        return parks(id).stream().map(FieldPark::field).toList();
    }
}
