package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Traffic;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.simulated.dataverse.Policy;
import org.referralconnectors.store.Cursors;

/** A poll of several pages, in both modes, and what can come between two of them. */
class LongPollTest extends FlowTestSupport {

    private static final String LEADS = "/api/data/v9.2/leads";
    private static final int PAGE = 500;

    @ParameterizedTest
    @ValueSource(strings = {"delta", "modified-on"})
    void aFirstPassThatFailsOnAPageGoesOnThereAlsoAfterARestart(String mode) {
        String named = leadsOfFourPagesAndOneOfAReferral();
        start("dynamics.poll-mode", mode);
        record();
        fails(page(3), Answer.empty(502));
        poll();
        assertThat(pages()).hasSize(3);
        progressIsSeen();
        fails(page(3), Answer.empty(502));
        poll();
        restart("dynamics.poll-mode", mode);
        fails(page(3), Answer.empty(429).with("Retry-After", "1"));
        poll();
        eventually()
                .until(
                        () -> { // the first poll after the pause is its probe; those before call nobody
                            poll();
                            return application.operations().pauses().isEmpty();
                        });
        assertThat(pages()).hasSize(7);
        assertThat(pages().stream().distinct())
                .as("each is asked for again only where it failed")
                .hasSize(4);
        assertThat(application.operations().longWork().underWay()).isEmpty();
        eventually().until(() -> !history(named).isEmpty() && idle());
        nothingIsNews(mode);
    }

    /** By time, all of the last ten minutes is listed again, and asks for nothing. */
    private void nothingIsNews(String mode) {
        world.traffic().clear();
        poll();
        assertThat(pages()).hasSize(mode.equals("delta") ? 1 : 4);
        assertThat(idle()).isTrue();
    }

    private void progressIsSeen() {
        assertThat(application.operations().longWork().underWay())
                .singleElement()
                .satisfies(open -> assertThat(open.walk().seen()).isEqualTo(2 * PAGE));
        MeterRegistry meters =
                application.camel().getRegistry().lookupByNameAndType("metersRegistry", MeterRegistry.class);
        assertThat(meters.get("referral_connectors_walk_rows")
                        .tag("walk", "lead-poll")
                        .gauge()
                        .value())
                .isEqualTo(2 * PAGE);
    }

    @Test
    void aLinkThatExpiresBetweenTwoPagesLeadsToAFullPassThatFindsEditsAndDeletions() {
        start();
        String edited = settled(referral -> {});
        String deleted = settled(referral -> {});
        List<UUID> others = ordinary(PAGE);
        poll();
        others.forEach(lead -> world.dataverse().edit(lead, columns -> columns.put("description", "Called.")));
        note(edited, "On the second page.");
        world.dataverse().delete(uuid(deleted));
        fails(page(2), Answer.empty(503));
        poll();
        world.dataverse().expireDeltaLinks(400);
        poll();
        poll();
        eventually().until(() -> notes(edited).equals("On the second page.") && idle());
        eventually().until(() -> outcome(deleted).startsWith("lead deleted") && idle());
    }

    @ParameterizedTest
    @ValueSource(strings = {"delta", "modified-on"})
    void aLinkThatIsRefusedIsGoneOnWithout(String mode) {
        String named = leadsOfFourPagesAndOneOfAReferral();
        start("dynamics.poll-mode", mode);
        record();
        fails(page(3), Answer.json(400, error("0x80060888")));
        poll();
        poll();
        eventually().until(() -> !history(named).isEmpty() && idle());
        assertThat(application.operations().longWork().underWay()).isEmpty();
        nothingIsNews(mode);
    }

    @Test
    void changeTrackingThatIsSwitchedOffIsNamedWithItsRemedyAndTheCursorStays() {
        start();
        String id = settled(referral -> {});
        poll();
        String cursor = cursor();
        world.dataverse().become(Organisation.stock().without(Policy.CHANGE_TRACKING));
        note(id, "While it was off.");
        try (WebhookHttpTestLog log = new WebhookHttpTestLog()) {
            poll();
            poll();
            assertThat(log.lines())
                    .anyMatch(
                            line -> line.contains("change tracking of the table lead") && line.contains("modified-on"));
        }
        assertThat(cursor()).isEqualTo(cursor);
        world.dataverse().become(Organisation.stock());
        poll();
        poll();
        eventually().until(() -> notes(id).equals("While it was off.") && idle());
    }

    @Test
    void withoutADeltaLinkOnTheLastPageItsRowsCountAndTheCursorStays() {
        start();
        String id = settled(referral -> {});
        poll();
        String cursor = cursor();
        note(id, "Without a link.");
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.putArray("value").add(world.dataverse().get(uuid(id)).orElseThrow());
        fails(LongPollTest::isPoll, Answer.json(200, page));
        try (WebhookHttpTestLog log = new WebhookHttpTestLog()) {
            poll();
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("no delta link: change tracking of the table lead is off")
                            && line.contains("or set dynamics.poll-mode = modified-on"));
        }
        assertThat(cursor()).isEqualTo(cursor);
        eventually().until(() -> notes(id).equals("Without a link.") && idle());
    }

    @Test
    void whoeverChangesTheModeAsTheRemedySaysIsPolledFor() {
        start();
        String id = settled(referral -> {});
        poll();
        restart("dynamics.poll-mode", "modified-on");
        note(id, "By its time.");
        poll();
        eventually().until(() -> notes(id).equals("By its time.") && idle());
        restart("dynamics.poll-mode", "delta");
        note(id, "By its version.");
        poll();
        eventually().until(() -> notes(id).equals("By its version.") && idle());
    }

    /** @return the referral that the last lead names */
    private String leadsOfFourPagesAndOneOfAReferral() {
        world.partner().notifications().dropNext(1);
        String id = referral(referral -> {});
        ordinary(3 * PAGE + 10);
        ordinary("For " + id);
        return id;
    }

    private List<UUID> ordinary(int many) {
        return IntStream.range(0, many)
                .mapToObj(n -> ordinary("Spring fair, stand " + n))
                .toList();
    }

    private void fails(Predicate<Call> where, Answer answer) {
        world.dataverseServer().faults().answer(where, 1, answer);
    }

    /** The page of this number; a walk that goes on begins with the very page that failed. */
    private Predicate<Call> page(int number) {
        int[] asked = {0};
        return call -> {
            if (!isPoll(call)) {
                return false;
            }
            asked[0] = isFirst(call) ? 1 : asked[0] + 1;
            return asked[0] == number
                    || pages().size() >= number && pages().get(number - 1).equals(call.query());
        };
    }

    private List<String> pages() {
        return world.traffic().entries().stream()
                .map(Traffic.Entry::call)
                .filter(call -> call != null && isPoll(call))
                .map(Call::query)
                .toList();
    }

    private static boolean isPoll(Call call) {
        return call.method().equals("GET")
                && call.path().equals(LEADS)
                && call.query().contains("$select=subject");
    }

    private static boolean isFirst(Call call) {
        return !call.query().contains("skiptoken");
    }

    private static ObjectNode error(String code) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", "refused");
        return body;
    }

    private void note(String id, String text) {
        world.dataverse().edit(uuid(id), lead -> lead.put("description", text));
    }

    private String notes(String id) {
        return referralNow(id).at("/details/notes").asText();
    }

    private String cursor() {
        return new Cursors(store()).read("lead-poll").orElseThrow().value();
    }
}
