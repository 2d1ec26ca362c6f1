package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.referralconnectors.cli.CommandProcess.Result;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.store.Backlog;
import picocli.CommandLine;

/** One running application for all tests of a class, and the command line beside it, as an operator types it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OperatorSupport {

    static final String NEVER = "0 0 0 1 1 ? 2099";

    private static final ObjectMapper JSON = new ObjectMapper();

    Landscape world;
    Application application;
    Path folder;
    Map<String, String> settings;

    @BeforeAll
    void startOnce() throws IOException {
        folder = Files.createTempDirectory("operator");
        world = Landscape.start();
        settings = world.settings(folder);
        settings.put("dynamics.poll-cron", NEVER);
        settings.put("partner-center.sweep-cron", NEVER);
        settings.put("sync.settle", "PT0S");
        settings.putAll(more());
        start();
    }

    /** Settings of the class's own. */
    Map<String, String> more() {
        return Map.of();
    }

    void start() {
        Properties file = new Properties();
        file.putAll(settings);
        application = Application.run(Settings.load(file, Map.of(), new Properties()), () -> {});
    }

    @AfterAll
    void stopOnce() {
        application.close();
        world.close();
        assertThat(world.dataverse().odataCheck().disagreements()).isEmpty();
    }

    /** Runs a command, with the application's settings as system properties. */
    Result cli(String... words) {
        return cli(Map.of(), words);
    }

    /** @param more system properties for this command alone */
    Result cli(Map<String, String> more, String... words) {
        Map<String, String> properties = new HashMap<>(settings);
        properties.putAll(more);
        Map<String, String> before = new HashMap<>();
        properties.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        try {
            return new Result(commands.execute(words), out.toString(), err.toString());
        } finally {
            before.forEach((key, value) -> {
                if (value == null) {
                    System.clearProperty(key);
                } else {
                    System.setProperty(key, value);
                }
            });
        }
    }

    /** A referral that has its lead, and nothing is under way any more. */
    String settled() {
        return settled(referral -> {});
    }

    String settled(Consumer<ObjectNode> change) {
        String id = world.partnerCenter().create(change).path("id").asText();
        eventually()
                .until(() ->
                        !referral(id).path("externalReferenceId").asText("").isEmpty());
        eventually().until(this::idle);
        return id;
    }

    /** A referral whose lead the organisation refuses with this code. */
    String parked(String code) {
        String id = UUID.randomUUID().toString();
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error").put("code", code);
        world.dataverseServer()
                .faults()
                .answer(
                        (Call call) ->
                                call.method().equals("PATCH") && call.path().contains(id),
                        1000,
                        Answer.json(403, body));
        world.partnerCenter().create(referral -> referral.put("id", id));
        eventually().until(() -> application.backlog().parked().stream()
                .anyMatch(pair -> pair.referralId().equals(id)));
        return id;
    }

    JsonNode referral(String id) {
        return world.partnerCenter().get(id);
    }

    JsonNode lead(String id) {
        return world.dataverse().get(UUID.fromString(id)).orElseThrow();
    }

    /** The schedule asks for a poll or a sweep now; returns when it has ended. */
    void trigger(String route) {
        Route schedule = application.camel().getRoute(route);
        Exchange tick = schedule.getEndpoint().createExchange();
        try {
            schedule.getConsumer().getProcessor().process(tick);
        } catch (Exception e) {
            tick.setException(e);
        }
        assertThat(tick.getException()).isNull();
    }

    boolean idle() {
        Backlog.Counts counts = application.backlog().counts();
        return world.partner().notifications().pending() == 0 && counts.waiting() == 0 && counts.running() == 0;
    }

    static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }
}
