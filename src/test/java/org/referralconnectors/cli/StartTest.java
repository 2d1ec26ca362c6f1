package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.cli.CommandProcess.Result;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Facts;
import org.referralconnectors.store.StoreSettings;

/** {@code run} as a process: it starts whole or not at all, and ends when it is told to. */
class StartTest {

    @TempDir
    Path folder;

    private final Landscape world = Landscape.start();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aProcessTakesEditedRoutesOverInDevelopmentAndLetsItsRunsEndWhenItIsToldTo() throws Exception {
        Map<String, String> settings = world.settings(folder);
        settings.put("log.format", "json");
        settings.put("routes.reload", "true");
        CommandProcess cli = CommandProcess.in(folder, settings);
        Path custom = Files.createDirectory(cli.file("routes/custom")).resolve("hook.camel.yaml");
        Files.writeString(custom, hook("https://before.example"));
        Process process = cli.start();
        try {
            eventually().until(() -> health("live", settings).startsWith("200"));
            eventually().until(() -> cli.output("err").contains("routes.reload"));
            Files.writeString(custom, hook("https://edited.example").replace("from:", "form:"));
            eventually().until(() -> health("ready", settings).startsWith("503"));
            assertThat(health("ready", settings)).contains("\"routes\"", "routes/custom/hook.camel.yaml can't be read");
            Files.writeString(custom, hook("https://edited.example"));
            eventually().until(() -> health("ready", settings).startsWith("200"));
            world.dataverseServer().faults().latency(Duration.ofMillis(200));
            String id = world.partnerCenter().create(referral -> {}).path("id").asText();
            eventually().until(() -> world.traffic().count("partner-center", "get-referral") > 0);
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isIn(0, 143);
            assertLoggedAsJson(cli, id);
            assertThat(world.dataverse()
                            .get(UUID.fromString(id))
                            .orElseThrow()
                            .path("websiteurl")
                            .asText())
                    .isEqualTo("https://edited.example");
            assertThat(world.partnerCenter().get(id).path("externalReferenceId").asText())
                    .isEqualTo(id);
        } finally {
            process.destroyForcibly();
        }
        assertThat(cli.output("out")).isEmpty();
        assertThat(cli.output("err"))
                .contains("\"log.level\":\"INFO\"", "routes/custom/hook.camel.yaml can't be read, and changes nothing")
                .doesNotContain("ERROR", "\tat ");
        assertThat(world.dataverse().odataCheck().disagreements()).isEmpty();
        endsQuietlyWhileItStarts(cli);
    }

    private static void endsQuietlyWhileItStarts(CommandProcess cli) throws Exception {
        Process process = cli.start();
        try {
            eventually().until(() -> Files.exists(cli.file("store.db-wal")));
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(cli.output("err")).doesNotContain("Shutdown in progress", "ERROR", "Exception");
    }

    /** Every line is a document (https://www.elastic.co/docs/reference/ecs), a run's parts are fields of it. */
    private static void assertLoggedAsJson(CommandProcess cli, String id) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode ended = null;
        for (String line : cli.output("err").lines().toList()) {
            JsonNode document = json.readTree(line);
            assertThat(document.path("ecs.version").asText()).isNotEmpty();
            ended = document.path("referral").asText().equals(id) ? document : ended;
        }
        assertThat(ended).isNotNull();
        assertThat(ended.path("outcome").asText()).isEqualTo("done");
        assertThat(ended.path("flow").asText()).isEqualTo("referral-to-lead");
        assertThat(ended.path("cause").asText()).isEqualTo("webhook");
        assertThat(ended.path("written").asText()).contains("company to-lead");
        assertThat(ended.path("exchange").asText()).isNotEmpty();
        assertThat(ended.path("milliseconds").asText()).containsOnlyDigits();
        assertThat(ended.path("message").asText()).contains(id).doesNotContain("Northwind");
    }

    @Test
    void whatCanNotStartWholeSaysWhyAndEnds() throws Exception {
        Map<String, String> settings = world.settings(folder);
        CommandProcess cli = CommandProcess.in(folder, settings);
        belongsTo("other-organisation.db", "dynamics.organisation");
        belongsTo("other-tenant.db", "partner-center.tenant");
        List<Result> foreign = cli.run(
                "-Dstore.url=jdbc:sqlite:other-organisation.db",
                "run",
                ";",
                "-Dstore.url=jdbc:sqlite:other-tenant.db",
                "run",
                ";");
        assertThat(foreign).hasSize(2);
        assertThat(foreign.get(0).err()).contains("other-organisation.db belongs to dynamics.organisation");
        assertThat(foreign.get(1).err()).contains("other-tenant.db belongs to partner-center.tenant");
        assertThat(foreign).allSatisfy(StartTest::isPlain);
        assertThat(world.dataverse().writes()).isEmpty();
        brokenRoutes(cli);
        assertThat(isFree(settings.get("camel.server.port"))).isTrue();
    }

    private static void brokenRoutes(CommandProcess cli) throws Exception {
        Path route = cli.file("routes/referral-to-lead.camel.yaml");
        String whole = Files.readString(route);
        Files.writeString(route, whole.replace("id: referral-to-lead", "id: renamed"));
        Result lacking = cli.run("run", ";").get(0);
        assertThat(lacking.err()).contains("referral-to-lead");
        isPlain(lacking);
        Files.writeString(route, whole.replace("uri: direct:upsert-lead", "urri: direct:upsert-lead"));
        Result broken = cli.run("run", ";").get(0);
        assertThat(broken.err()).contains("referral-to-lead.camel.yaml");
        isPlain(broken);
    }

    private static void isPlain(Result result) {
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().strip().lines()).hasSize(1);
    }

    private void belongsTo(String store, String fact) {
        StoreSettings settings = new StoreSettings("jdbc:sqlite:" + folder.resolve(store), "", "", "");
        try (Database database = Database.open(settings)) {
            database.migrate();
            new Facts(database).remember(fact, "somebody-else");
        }
    }

    private static String hook(String website) {
        return """
                - route:
                    id: custom-before-lead-write
                    from:
                      uri: direct:custom-before-lead-write
                      steps:
                        - setVariable: {name: lead.websiteurl, constant: "%s"}
                """
                .formatted(website);
    }

    /** Status and body. */
    private static String health(String kind, Map<String, String> settings) throws InterruptedException {
        URI uri = URI.create("http://localhost:" + settings.get("camel.management.port") + "/observe/health/" + kind);
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException notYet) {
            return notYet.toString();
        }
    }

    private static boolean isFree(String port) {
        try (ServerSocket probe = new ServerSocket(Integer.parseInt(port))) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }
}
