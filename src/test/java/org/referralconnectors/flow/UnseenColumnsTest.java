package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns under column security, and answers that lack some: what can't be seen is not empty. */
class UnseenColumnsTest extends FlowTestSupport {

    @ParameterizedTest
    @CsvSource({
        "description, description, /details/notes",
        "estimatedamount, estimatedamount, /details/dealValue",
        "transactioncurrencyid, estimatedamount, /details/dealValue",
        "estimatedclosedate, estimatedclosedate, /details/closingDateTime"
    })
    void aSecuredColumnIsNotEmptiedByBeingHidden(String secured, String column, String path) {
        start();
        String id = settled(referral -> {});
        poll();
        JsonNode lead = lead(id);
        JsonNode referral = referralNow(id);
        world.dataverse().secure(secured);
        restart();
        edit(id, "jobtitle", "Buyer");
        assertThat(referralNow(id).at(path)).isEqualTo(referral.at(path));
        assertThat(lead(id).path(column)).isEqualTo(lead.path(column));
    }

    /** What the organisation allows was learned before it changed. */
    @Test
    void aColumnThatWasSecuredJustNowWipesNothing() {
        start();
        String id = settled(referral -> {});
        String notes = notes(id);
        world.dataverse().secure("description");
        edit(id, "jobtitle", "Buyer");
        assertThat(notes(id)).isEqualTo(notes);
        world.dataverse().release("description");
        restart();
        look(id);
        edit(id, "description", "");
        assertThat(referralNow(id).at("/details/notes").asText("")).isEmpty();
    }

    @Test
    void neitherSideIsWrittenWhileItIsHiddenAndEditsTravelOnceItIsSeen() {
        start();
        String id = settled(referral -> {});
        world.dataverse().secure("description");
        restart();
        edit(id, "description", "The seller's words.");
        record();
        note(id, "The partner's words.");
        look(id);
        assertThat(calls()).noneMatch(call -> call.startsWith("PATCH") || call.startsWith("patch"));
        world.dataverse().release("description");
        restart();
        look(id);
        assertThat(notes(id)).isEqualTo("The seller's words.");
        assertThat(lead(id).path("description").asText()).isEqualTo("The seller's words.");
    }

    @Test
    void whatIsEmptyWhenItIsSeenAgainWipesNothing() {
        start();
        String id = settled(referral -> {});
        String notes = notes(id);
        world.dataverse().secure("description");
        restart();
        edit(id, "description", "");
        world.dataverse().release("description");
        restart();
        look(id);
        assertThat(notes(id)).isEqualTo(notes);
        assertThat(lead(id).path("description").asText()).isEqualTo(notes);
    }

    @Test
    void aColumnThatMayBeFilledButNotReadIsFilledOnce() {
        world.dataverse().secure("description", "CREATE");
        start();
        String id = settled(referral -> {});
        assertThat(lead(id).path("description").asText()).isEqualTo(notes(id));
        record();
        note(id, "Second words.");
        look(id);
        assertThat(calls()).noneMatch(call -> call.startsWith("PATCH"));
        String notes = notes(id);
        world.dataverse().release("description");
        restart();
        look(id);
        assertThat(lead(id).path("description").asText()).isEqualTo(notes);
        assertThat(notes(id)).isEqualTo(notes);
    }

    @Test
    void aColumnThatMayNeitherBeReadNorFilledCostsNoLead() {
        world.dataverse().secure("description");
        start();
        String id = settled(referral -> {});
        assertThat(lead(id).has("description")).isFalse();
        assertThat(outcome(id)).startsWith("done");
    }

    @Test
    void aColumnThatMayOnlyBeReadParksItsFieldAndNothingElse() {
        start();
        String id = settled(referral -> {});
        world.dataverse().secure("description", "READ");
        restart();
        world.partnerCenter().edit(id, referral -> {
            referral.withObject("/details").put("notes", "Second words.");
            referral.withObject("/customerProfile").put("name", "Northwind SE");
        });
        eventually().until(() -> lead(id).path("companyname").asText().equals("Northwind SE") && idle());
        assertThat(history(id)).anySatisfy(decision -> assertThat(decision.skipped())
                .contains("the application user may not write column description (column security)"));
        edit(id, "description", "The seller's words.");
        assertThat(outcome(id)).startsWith("done");
    }

    @ParameterizedTest
    @CsvSource({"description", "estimatedamount", "statuscode", "statecode", "companyname"})
    void anAnswerThatLacksAColumnEmptiesNothing(String column) {
        start();
        String id = settled(referral -> {});
        poll();
        JsonNode before = contents(referralNow(id));
        JsonNode lead = lead(id).path(column);
        world.dataverse().leaveOut(column);
        edit(id, "jobtitle", "Buyer");
        assertThat(contents(referralNow(id))).isEqualTo(before);
        assertThat(lead(id).path(column)).isEqualTo(lead);
        world.dataverse().release(column);
        look(id);
        assertThat(contents(referralNow(id))).isEqualTo(before);
        assertThat(lead(id).path(column)).isEqualTo(lead);
    }

    private static JsonNode contents(JsonNode referral) {
        return ((ObjectNode) referral).without(List.of("eTag", "updatedDateTime"));
    }

    private void edit(String id, String column, String value) {
        world.dataverse().edit(uuid(id), lead -> lead.put(column, value));
        poll();
        look(id);
    }

    private void note(String id, String notes) {
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/details").put("notes", notes));
    }

    private String notes(String id) {
        return referralNow(id).at("/details/notes").asText();
    }

    /** A run of the pair, from its beginning to its end. */
    private void look(String id) {
        eventually().until(this::idle);
        long before = reads();
        deliver("referral-updated", id);
        eventually().until(() -> reads() > before && idle());
    }

    private long reads() {
        return calls().stream().filter("get-referral"::equals).count();
    }
}
