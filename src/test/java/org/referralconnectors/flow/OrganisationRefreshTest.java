package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.dynamics.Organisations;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Faults;

/** What is known of the organisation is learned anew at nobody's cost; while that fails, the last known serves on. */
class OrganisationRefreshTest extends FailureSupport {

    private static final int LEARNING = 12;
    private static final String METADATA = ".*EntityDefinitions.*";

    @AfterEach
    void calm() {
        dynamics().faults().clear();
        world.dataverse().grant("prvReadEntity");
        resume("dynamics");
        anHourPasses();
        eventually().until(() -> organisations().trouble().isEmpty() && idle());
    }

    @Test
    void aRoleThatMayNoLongerReadColumnsParksNobody() {
        List<String> ids =
                IntStream.range(0, 4).mapToObj(n -> settled(referral -> {})).toList();
        world.dataverse().deny("prvReadEntity");
        anHourPasses();
        eventually().until(() -> organisations().trouble().isPresent());
        ids.forEach(id -> rename(id, "Renamed"));
        ids.forEach(id ->
                eventually().until(() -> lead(id).path("companyname").asText().equals("Renamed")));
        eventually().until(this::idle);
        assertThat(application.backlog().parked()).isEmpty();
        assertThat(organisations().trouble().orElseThrow()).contains("0x80040220", "serves on");
        world.dataverse().grant("prvReadEntity");
        anHourPasses();
        eventually().until(() -> organisations().trouble().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"value\": []}",
                "<html><body>Maintenance</body></html>",
                "{\"value\": [{\"LogicalName\": \"subject\", \"AttributeType\": \"String\"}]}"
            })
    void whatIsNoWholeAnswerIsNotTakenOver(String body) {
        String id = settled(referral -> {});
        dynamics()
                .faults()
                .answer(
                        Faults.on("GET", METADATA),
                        Integer.MAX_VALUE,
                        new Answer(200, java.util.Map.of(), body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        anHourPasses();
        eventually().until(() -> organisations().trouble().isPresent());
        rename(id, "Still synced");
        eventually().until(() -> lead(id).path("companyname").asText().equals("Still synced"));
        assertThat(application.backlog().parked()).isEmpty();
    }

    /** A proxy's page, or a gateway that answers for the wrong tenant: the process goes on, and believes nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "1d5a1b8e-3f0a-4f7d-9b7e-0f2f6a1c7d11"})
    void whoeverAnswersAsAnotherOrganisationEndsNothing(String organisation) {
        String id = settled(referral -> {});
        ObjectNode odd = JsonNodeFactory.instance.objectNode();
        if (!organisation.isEmpty()) {
            odd.put("OrganizationId", organisation);
        }
        dynamics().faults().answer(Faults.on("GET", ".*WhoAmI.*"), Integer.MAX_VALUE, Answer.json(200, odd));
        anHourPasses();
        eventually().until(() -> organisations().trouble().isPresent());
        assertThat(application.camel().isStarted()).isTrue();
        rename(id, "After the odd answer");
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .until(() -> application.backlog().parked().isEmpty());
        dynamics().faults().clear();
        eventually().until(() -> lead(id).path("companyname").asText().equals("After the odd answer"));
    }

    @Test
    void aFailingRefreshIsTriedLessAndLessOften() {
        world.dataverse().deny("prvReadEntity");
        anHourPasses();
        eventually().until(() -> organisations().trouble().isPresent());
        world.traffic().clear();
        Awaitility.await().during(Duration.ofSeconds(3)).until(() -> true);
        assertThat(world.traffic().count("dynamics")).isLessThan(10);
    }

    /** The database's clock dates requests, and may be minutes ahead of ours. */
    @Test
    void whatAnOperatorAskedForIsReadAnewOnceAlsoWhereTheDatabasesClockIsAhead() {
        String id = settled(referral ->
                referral.withObject("/details").put("dealValue", "100").put("currency", "CHF"));
        eventually().until(() -> pair(id).parkedFields() == 1 && idle());
        application.operations().pause("dynamics");
        application.operations().syncNow(id);
        store().executeNow(
                        "test",
                        handle -> handle.execute(
                                "UPDATE requests SET requested_at = requested_at + 1200000 WHERE referral_id = '" + id
                                        + "'"));
        world.traffic().clear();
        application.operations().resume("dynamics");
        eventually().until(this::idle);
        assertThat(world.traffic().counts().toString()).contains("dynamics");
        assertThat(world.traffic().count("dynamics")).isLessThan(2 * LEARNING + 8);
        assertThat(findParked(id)).isNull();
    }

    private Organisations organisations() {
        return application.camel().getRegistry().lookupByNameAndType("organisations", Organisations.class);
    }

    private void anHourPasses() {
        organisations().forgetBefore(Instant.now().plusSeconds(3600));
    }

    private void rename(String id, String name) {
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", name));
    }
}
