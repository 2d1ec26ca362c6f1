package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.cli.CommandProcess.Result;
import org.referralconnectors.ops.DryRuns;
import org.referralconnectors.ops.OperationRefused;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.store.Backlog;

/** What an operator does from the command line, beside a running process; notes are decided by a person. */
class OperatorCommandsTest extends OperatorSupport {

    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    @Override
    Map<String, String> more() {
        try {
            String stock = Files.readString(Path.of("mapping.yaml"));
            String manual = stock.replaceFirst("(field: notes,.*winner: )lead", "$1manual");
            assertThat(manual).isNotEqualTo(stock);
            return Map.of(
                    "sync.mapping",
                    "file:" + Files.writeString(folder.resolve("mapping.yaml"), manual),
                    "sync.history-values",
                    "plain");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void nothingIsLeftForTheNext() {
        application.operations().resume("all");
        world.traffic().recordBodies(false);
        world.dataverseServer().faults().clear();
        world.partner().notifications().release();
        eventually().until(this::idle);
    }

    @Test
    void whatAPlanShowsIsWhatTheRunThatFollowsWrites() {
        String id = settled();
        world.partner().notifications().hold();
        world.partnerCenter().edit(id, referral -> {
            referral.withObject("/customerProfile").put("name", "Southwind SE");
            referral.withObject("/details").put("dealValue", "61000");
        });
        world.dataverse().edit(UUID.fromString(id), lead -> lead.put("estimatedamount", 48000));
        Result shown = cli("plan", "--referral", id);
        Result planned = cli("plan", "--referral", id, "--json");
        assertThat(planned.exit()).isEqualTo(3);
        assertThat(shown.out().lines())
                .contains(
                        "referral " + id + ", lead " + id + ": 2 of "
                                + planned.json().path(0).path("fields").size() + " fields",
                        "  company  to-lead",
                        "    referral  \"Southwind SE\"",
                        "    lead      \"Northwind Traders GmbH\"",
                        "    agreed    \"Northwind Traders GmbH\"",
                        "    write     \"Southwind SE\" to the lead",
                        "    because   the referral changed");
        assertThat(shown.out()).doesNotContain("\u001b");
        assertThat(cli(Map.of("picocli.ansi", "true"), "plan", "--referral", id).out())
                .contains("\u001b[1mreferral " + id, "\u001b[32m    write     \"Southwind SE\" to the lead");
        Result synced = cli("sync", "--referral", id, "--wait");
        assertThat(synced.exit()).isZero();
        assertThat(synced.out()).contains("wrote company to the lead (the referral changed)");
        JsonNode entries = cli("explain", "--referral", id, "--json").json().path("entries");
        assertThat(rules(entries.path(entries.size() - 1).path("written")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        rules(planned.json().path(0).path("fields")));
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Southwind SE");
        assertThat(cli("plan", "--referral", id).exit()).isZero();
    }

    @Test
    void aRunThatEndsByParkingFailsTheCommandThatWaitedForIt() {
        String id = settled();
        refuse(id);
        world.partner().notifications().hold();
        rename(id, "Refused AG");
        Result synced = cli("sync", "--referral", id, "--wait");
        assertThat(synced.exit()).isEqualTo(1);
        assertThat(synced.out()).startsWith("parked: referral " + id).contains("0x80044331");
        Result parked = cli("parked");
        assertThat(parked.out()).contains("referral " + id, "-> shorten the text");
        assertThat(cli("explain", "--referral", id).out()).contains("It is parked since", "What to do: shorten");
        world.dataverseServer().faults().clear();
        assertThat(cli("replay", "--referral", id).out()).isEqualTo("replayed " + id + System.lineSeparator());
        eventually().until(() -> lead(id).path("companyname").asText().equals("Refused AG"));
    }

    @Test
    void allKnownPairsAreSyncedAndWaitedFor() {
        String id = settled();
        world.partner().notifications().hold();
        rename(id, "Everybody AG");
        Result synced = cli("sync", "--wait");
        assertThat(synced.out()).startsWith("requested ").contains("all ran");
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Everybody AG");
    }

    @Test
    void aParkedFieldIsResolvedByTakingOneSide() {
        String id = settled();
        conflict(id);
        assertThat(cli("parked", "--json").json())
                .filteredOn(row -> row.path("referralId").asText().equals(id))
                .singleElement()
                .satisfies(row -> assertThat(row.path("field").asText()).isEqualTo("notes"));
        Result other = cli("resolve", "--referral", id, "--field", "company", "--take", "lead");
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.err()).contains("is not parked; parked are: notes");
        assertThat(cli("resolve", "--referral", id, "--field", "notes", "--take", "referral")
                        .exit())
                .isZero();
        eventually().until(() -> lead(id).path("description").asText().equals("The referral's words.") && idle());
        assertThat(cli("explain", "--referral", id).out())
                .contains("resolved: notes takes the value of the referral", "resolved by an operator");
    }

    @Test
    void whatIsReplayedTwiceAtOnceRunsOnce() {
        String field = settled();
        conflict(field);
        String pair = parked("0x80040220");
        world.dataverseServer().faults().clear();
        application.operations().pause("dynamics");
        eventually().until(() -> refused(field).contains("dynamics is paused"));
        world.traffic().recordBodies(true);
        world.traffic().clear();
        assertThat(replayedAtOnce(field)).isEqualTo(1);
        assertThat(replayedAtOnce(pair)).isEqualTo(1);
        world.partner().notifications().hold(); // the echo of our own write would be a run of its own
        application.operations().resume("dynamics");
        eventually().until(() -> isIdle(pair) && isIdle(field));
        assertThat(world.traffic().entries().stream()
                        .filter(entry -> entry.operation().equals("get-referral")
                                && entry.call().path().contains(pair))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aParkedRequestIsDroppedOnTheRecord() {
        String id = parked("0x80040265");
        assertThat(cli("drop", "--referral", id, "--why", "a test of the sales team")
                        .exit())
                .isZero();
        assertThat(cli("explain", "--referral", id).out()).contains("dropped: a test of the sales team: by drop");
        Result again = cli("drop", "--referral", id, "--why", "again");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("is not parked");
    }

    @Test
    void aPauseHoldsTheRunsBackUntilItIsResumed() {
        String id = settled();
        assertThat(cli("pause", "dynamics").out()).contains("dynamics is paused, by an operator");
        eventually().until(() -> refused(id).contains("dynamics is paused"));
        assertThat(cli("plan", "--referral", id).err()).contains("dynamics is paused");
        rename(id, "Patient AG");
        eventually().until(() -> application.backlog().counts().waiting() > 0);
        assertThat(cli("resume").out()).isEqualTo("resumed: dynamics" + System.lineSeparator());
        eventually().until(() -> lead(id).path("companyname").asText().equals("Patient AG") && idle());
        assertThat(cli("resume").out()).isEqualTo("nothing was paused" + System.lineSeparator());
    }

    @Test
    void anUnlinkedPairIsLeftAloneUntilItIsLinkedAgain() {
        String id = settled();
        String other = settled();
        assertThat(cli("unlink", "--referral", id).exit()).isZero();
        rename(id, "Apart AG");
        world.dataverse().edit(UUID.fromString(id), lead -> lead.put("description", "Mine alone."));
        trigger("on-lead-poll");
        eventually().until(this::idle);
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
        assertThat(cli("explain", "--referral", id).out()).contains("only link makes it one again");
        assertThat(link(id, other).err()).contains("that lead belongs to referral " + other);
        assertThat(link(id, UNKNOWN).err()).contains("there is no lead " + UNKNOWN);
        Result linked = link(id, id);
        assertThat(linked.exit()).isZero();
        assertThat(linked.out())
                .contains("because   first meeting, the referral wins")
                .endsWith("linked" + System.lineSeparator());
        eventually().until(() -> lead(id).path("companyname").asText().equals("Apart AG") && idle());
        assertThat(link(id, id).err()).contains("already");
    }

    @Test
    void backfillRequestsWhatTheListHoldsInScope() {
        world.partner().notifications().dropNext(3);
        String open = create(referral -> referral.put("status", "New"));
        String closed = create(referral -> referral.put("status", "Closed").put("substatus", "Expired"));
        String outgoing = create(referral -> referral.put("direction", "Outgoing"));
        world.partnerCenter().pageSize(2);
        Result none = cli("backfill", "--since", "2999-01-01");
        assertThat(none.exit()).as(none.err()).isZero();
        assertThat(none.out()).contains("requested 0 of 0");
        Result refused = cli(Map.of("partner-center.date-literal", "quoted"), "backfill", "--since", "2020-01-01");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("after 0 requests");
        world.partnerCenter().quotedDates(true);
        Result quoted = cli(Map.of("partner-center.date-literal", "quoted"), "backfill", "--since", "2999-01-01");
        world.partnerCenter().quotedDates(false);
        assertThat(quoted.exit()).as(quoted.err()).isZero();
        Result all = cli("backfill", "--since", "2020-01-01");
        world.partnerCenter().pageSize(100);
        assertThat(all.exit()).isZero();
        eventually().until(() -> world.dataverse().get(UUID.fromString(open)).isPresent() && idle());
        Backlog backlog = application.backlog();
        assertThat(List.of(backlog.find(closed), backlog.find(outgoing))).allMatch(Optional::isEmpty);
        assertThat(cli("explain", "--referral", open).out()).contains("because of a backfill");
    }

    @Test
    void whatIsErasedIsGoneFromTheFileAndNeverComesBack() throws Exception {
        String engagement = UUID.randomUUID().toString();
        String id = settled(referral -> {
            referral.put("engagementId", engagement);
            referral.withObject("/customerProfile").put("name", "Forgotten und Soehne");
        });
        conflict(id);
        assertThat(onDisk()).contains(id, "Forgotten und Soehne", engagement);
        Result erased = cli("erase", "--referral", id);
        assertThat(erased.err()).isEmpty();
        assertThat(erased.exit()).isZero();
        assertThat(onDisk()).doesNotContain(id).doesNotContain("Forgotten").doesNotContain(engagement);
        world.dataverse().delete(UUID.fromString(id));
        rename(id, "Back again");
        trigger("on-referral-sweep");
        trigger("on-lead-poll");
        cli("backfill");
        String sibling = create(referral -> referral.put("engagementId", engagement));
        eventually().until(() -> application.backlog().find(sibling).isPresent() && idle());
        assertThat(world.dataverse().get(UUID.fromString(id))).isEmpty();
        assertThat(world.dataverse().get(UUID.fromString(sibling))).isEmpty();
        assertThat(cli("explain", "--referral", sibling).out()).contains("was erased, nothing to do");
        assertThat(onDisk()).doesNotContain(id);
        for (String command : List.of("sync", "explain", "plan", "replay")) {
            Result refused = cli(command, "--referral", id);
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains("was erased");
        }
        assertThat(cli("erase", "--referral", id).exit()).isZero();
    }

    @Test
    void aBackupIsMadeBesideARunningProcess() {
        settled();
        Path copy = folder.resolve("backup.db");
        assertThat(cli("store", "backup", copy.toString()).exit()).isZero();
        assertThat(copy).isNotEmptyFile();
        Result again = cli("store", "backup", copy.toString());
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("is there already");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sync",
                "explain",
                "replay",
                "unlink",
                "erase",
                "plan",
                "drop --why x",
                "resolve --field notes --take lead",
            })
    void anUnknownReferralIsSaid(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("--referral", UNKNOWN));
        Result result = cli(words.toArray(String[]::new));
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains(UNKNOWN);
        assertThat(result.out()).isEmpty();
    }

    /** Why the running process can't look at the pair; empty where it can. */
    private String refused(String id) {
        try (DryRuns dryRuns = application.dryRuns()) {
            dryRuns.plan(id);
            return "";
        } catch (OperationRefused refused) {
            return refused.getMessage();
        }
    }

    private Result link(String referral, String lead) {
        return cli("link", "--referral", referral, "--lead", lead);
    }

    private boolean isIdle(String id) {
        return application.backlog().find(id).orElseThrow().state().equals("idle");
    }

    /** How many of four operators were told that theirs was the replay. */
    private int replayedAtOnce(String id) {
        List<CompletableFuture<Integer>> replays = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> replays(id)))
                .limit(4)
                .toList();
        return replays.stream().mapToInt(CompletableFuture::join).sum();
    }

    private int replays(String id) {
        try {
            return application.operations().replay(id).size();
        } catch (OperationRefused second) {
            return 0;
        }
    }

    /** Both sides change the notes, which only a person decides. */
    private void conflict(String id) {
        world.partner().notifications().hold();
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/details").put("notes", "The referral's words."));
        world.dataverse().edit(UUID.fromString(id), lead -> lead.put("description", "The seller's words."));
        world.partner().notifications().release();
        eventually()
                .until(() -> application.operations().parked().stream()
                                .anyMatch(parked -> parked.referralId().equals(id))
                        && idle());
    }

    /** For another reason than one of its values, which would cost that field only. */
    private void refuse(String id) {
        world.dataverseServer()
                .faults()
                .answer(
                        Faults.on("PATCH", ".*" + id + ".*"),
                        1000,
                        Answer.json(
                                403,
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .set(
                                                "error",
                                                JsonNodeFactory.instance
                                                        .objectNode()
                                                        .put("code", "0x80044331"))));
    }

    private void rename(String id, String name) {
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", name));
    }

    private String create(Consumer<ObjectNode> change) {
        return world.partnerCenter().create(change).path("id").asText();
    }

    /** The store's file and its log, as bytes. */
    private String onDisk() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("store.db", "store.db-wal")) {
            text.append(new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    private static List<String> rules(JsonNode fields) {
        List<String> rules = new ArrayList<>();
        fields.forEach(field -> {
            if (!field.path("action").asText().equals("none")) {
                rules.add(field.path("field").asText() + " "
                        + field.path("action").asText() + " "
                        + field.path("rule").asText());
            }
        });
        return rules;
    }
}
