package org.referralconnectors.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.referralconnectors.cli.Application;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.store.Backlog;

/** Where the story plays: the real application between the simulated services, with a store in a folder of its own. */
final class Stage implements AutoCloseable {

    /** How long anything may take, on the slowest of machines. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String PASSWORD = "management.password";
    private static final String WEBHOOK_PATH = "/webhooks/partner-center";

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Pace pace;
    private final Path folder;
    private final Map<String, String> settings;
    private final Landscape world;
    private final Application application;
    private final Commands commands;
    private final Calls calls;

    private Stage(Pace pace) throws IOException {
        this.pace = pace;
        folder = Files.createTempDirectory("referral-connectors-demo");
        world = Landscape.start();
        calls = new Calls(world.traffic());
        settings = world.settings(folder);
        settings.putAll(pace.settings());
        listen(new Ports());
        commands = new Commands(settings.get("store.url"));
        application = Application.run(settings(), () -> {});
    }

    static Stage open(Pace pace) {
        try {
            return new Stage(pace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The project's own {@code application.properties}, and over it what only this stage can know; no environment. */
    private Settings settings() throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("application.properties"), StandardCharsets.UTF_8)) {
            file.load(reader);
        }
        Properties own = new Properties();
        own.putAll(settings);
        return Settings.load(file, Map.of(), own);
    }

    private void listen(Ports ports) {
        int port = ports.free();
        settings.put("camel.server.port", Integer.toString(port));
        settings.put("camel.management.port", Integer.toString(ports.free()));
        settings.put(PASSWORD, UUID.randomUUID().toString().substring(0, 13));
        world.partner().register("http://localhost:" + port + WEBHOOK_PATH);
    }

    Landscape world() {
        return world;
    }

    Commands commands() {
        return commands;
    }

    Calls calls() {
        return calls;
    }

    Backlog backlog() {
        return application.backlog();
    }

    Pace pace() {
        return pace;
    }

    Metrics metrics() {
        return new Metrics(management("/observe/metrics"));
    }

    /** An address on the management port. */
    String management(String path) {
        return "http://localhost:" + settings.get("camel.management.port") + path;
    }

    /** Of the user admin on the status page and in Hawtio; another one in each demo. */
    String password() {
        return settings.get(PASSWORD);
    }

    /** Where Partner Center posts its webhooks. */
    String webhook() {
        return world.partner().registration().url();
    }

    /** @param change makes it another referral than the sample */
    String newReferral(Consumer<ObjectNode> change) {
        return world.partnerCenter().create(change).path("id").asText();
    }

    JsonNode referral(String id) {
        return world.partnerCenter().get(id);
    }

    boolean hasLead(String referralId) {
        return !leadId(referralId).isEmpty();
    }

    /** The lead that the referral names. */
    JsonNode lead(String referralId) {
        return world.dataverse().get(UUID.fromString(leadId(referralId))).orElseThrow();
    }

    void editLead(String referralId, Consumer<ObjectNode> edit) {
        world.dataverse().edit(UUID.fromString(leadId(referralId)), edit);
    }

    private String leadId(String referralId) {
        return referral(referralId).path("externalReferenceId").asText("");
    }

    /** No webhook is under way, and no request waits or runs. */
    boolean isIdle() {
        Backlog.Counts counts = backlog().counts();
        return world.partner().notifications().pending() == 0 && counts.waiting() == 0 && counts.running() == 0;
    }

    /** Tells which calls a run made, down to its last one. */
    void tellCalls(Narrator narrator, String referralId, int mark, String last) {
        until("the last call is counted", () -> calls.about(referralId, mark).contains(last));
        List<String> made = calls.about(referralId, mark);
        List<String> run = made.subList(0, made.indexOf(last) + 1);
        narrator.say(Actor.CONNECTORS, "%s calls: %s", run.size(), String.join(", ", run));
    }

    /**
     * Waits until nothing has been left to do for as long as a pair settles, so that the next step's time is its own.
     */
    void rest() {
        waiting("nothing is left to do", wait -> wait.during(pace.settle()).until(this::isIdle));
    }

    /** @param what is to happen, for the message when it does not */
    static void until(String what, Callable<Boolean> happened) {
        waiting(what, wait -> wait.until(happened));
    }

    private static void waiting(String what, Consumer<ConditionFactory> until) {
        try {
            until.accept(
                    Awaitility.await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)));
        } catch (ConditionTimeoutException late) {
            throw new IllegalStateException(
                    "within " + LIMIT.toSeconds() + " s it did not come to this: " + what, late);
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        application.close();
        world.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
