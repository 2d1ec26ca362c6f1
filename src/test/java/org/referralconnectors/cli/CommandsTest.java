package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.referralconnectors.cli.CommandProcess.Result;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.store.Backlog;

/** Commands as processes of their own, beside a running instance on the same store. */
class CommandsTest extends OperatorSupport {

    @Test
    void commandsAnswerBesideARunningInstance() throws Exception {
        CommandProcess cli = CommandProcess.in(folder, settings);
        String inStep = settled();
        String changed = settled();
        List<String> parked = List.of(parked("0x80040220"), parked("0x80044331"), parked("0x80040265"));
        world.partner().notifications().hold();
        world.partnerCenter().edit(changed, referral -> referral.withObject("/customerProfile")
                .put("name", "Northwind GmbH"));
        Snapshot before = new Snapshot(world, application);
        cli.environment("CLICOLOR_FORCE", "1");
        cli.environment("NO_COLOR", "1");
        List<Result> answers = cli.run(
                "plan",
                "--json",
                ";",
                "plan",
                "--json",
                "--referral",
                inStep,
                ";",
                "plan",
                "--referral",
                changed.toUpperCase(java.util.Locale.ROOT),
                ";",
                "parked",
                "--json",
                ";",
                "explain",
                "--json",
                "--referral",
                inStep,
                ";",
                "explain",
                "--referral",
                UUID.randomUUID().toString(),
                ";");
        assertThat(answers).hasSize(6);
        assertThat(new Snapshot(world, application)).isEqualTo(before);
        plans(answers.get(0), changed);
        assertThat(answers.get(1).exit()).isZero();
        assertThat(answers.get(1).json().path(0).path("leadId").asText()).isEqualTo(inStep);
        assertThat(answers.get(2).exit()).isEqualTo(3);
        assertThat(answers.get(2).out()).contains(changed).contains("to-lead").doesNotContain("\u001b");
        parkedRows(answers.get(3), parked);
        explained(answers.get(4), inStep);
        assertThat(answers.get(5).exit()).isEqualTo(1);
        assertThat(answers.get(5).err()).contains("unknown");
        replays(cli, inStep, parked);
    }

    private static void plans(Result result, String changed) throws Exception {
        assertThat(result.exit()).isEqualTo(3);
        for (JsonNode plan : result.json()) {
            assertThat(names(plan)).containsExactly("referralId", "leadId", "inScope", "fields");
            plan.path("fields").forEach(field -> assertThat(names(field))
                    .containsExactly("field", "referral", "lead", "agreedReferral", "agreedLead", "action", "rule"));
        }
        JsonNode plan = result.json().findParents("referralId").stream()
                .filter(each -> each.path("referralId").asText().equals(changed))
                .findFirst()
                .orElseThrow();
        assertThat(plan.path("fields"))
                .filteredOn(field -> !field.path("action").asText().equals("none"))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.path("field").asText()).isEqualTo("company");
                    assertThat(field.path("action").asText()).isEqualTo("to-lead");
                    assertThat(field.path("referral").asText()).isEqualTo("Northwind GmbH");
                    assertThat(field.path("agreedLead").asText()).isEqualTo("Northwind Traders GmbH");
                });
    }

    private static void parkedRows(Result result, List<String> parked) throws Exception {
        assertThat(result.exit()).isZero();
        assertThat(result.json()).hasSize(3).allSatisfy(row -> {
            assertThat(names(row))
                    .containsExactly(
                            "referralId",
                            "field",
                            "system",
                            "step",
                            "status",
                            "code",
                            "reason",
                            "remedy",
                            "since",
                            "attempts");
            assertThat(row.path("field").isNull()).isTrue();
            assertThat(row.path("system").asText()).isEqualTo("dynamics");
            assertThat(row.path("step").asText()).isEqualTo("dynamics-create-lead");
        });
        assertThat(result.json().findValuesAsText("referralId")).containsExactlyInAnyOrderElementsOf(parked);
    }

    private static void explained(Result result, String id) throws Exception {
        assertThat(result.exit()).isZero();
        JsonNode story = result.json();
        assertThat(names(story)).containsExactly("referralId", "leadId", "state", "entries");
        assertThat(story.path("leadId").asText()).isEqualTo(id);
        assertThat(story.path("entries")).isNotEmpty().allSatisfy(entry -> assertThat(names(entry))
                .containsExactly("at", "causes", "flow", "outcome", "read", "written", "skipped"));
    }

    private void replays(CommandProcess cli, String inStep, List<String> parked) throws Exception {
        world.dataverseServer().faults().clear();
        List<Result> replays = cli.run(
                "replay",
                "--referral",
                inStep,
                ";",
                "replay",
                "--referral",
                parked.get(0),
                ";",
                "replay",
                "--error",
                "0x80044331",
                ";",
                "replay",
                "--all",
                ";",
                "replay",
                "--all",
                ";");
        assertThat(replays).extracting(Result::exit).containsExactly(1, 0, 0, 0, 0);
        assertThat(replays.get(0).err()).contains("is not parked");
        for (int i = 0; i < 3; i++) {
            assertThat(replays.get(i + 1).out()).isEqualTo("replayed " + parked.get(i) + "\n");
        }
        assertThat(replays.get(4).out()).isEmpty();
        eventually().until(() -> parked.stream()
                .allMatch(id -> world.dataverse().get(UUID.fromString(id)).isPresent()));
        eventually().until(() -> application.backlog().counts().parked() == 0);
    }

    /** Everything that a command which only looks must leave as it is; each side's token and reads excepted. */
    private record Snapshot(List<?> leadWrites, List<?> referralWrites, Backlog.Counts counts) {
        Snapshot(Landscape world, Application application) {
            this(
                    world.dataverse().writes(),
                    world.partnerCenter().writes(),
                    new Backlog.Counts(
                            application.backlog().counts().waiting(),
                            application.backlog().counts().running(),
                            application.backlog().counts().parked(),
                            Duration.ZERO));
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
