package org.referralconnectors.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.cli.Application;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.Traffic;
import org.referralconnectors.store.Backlog;

/** The real application, with the very {@code routes/} and {@code mapping.yaml}, between the simulated services. */
abstract class FlowTestSupport {

    static final String NEVER = "0 0 0 1 1 ? 2099";

    @TempDir
    Path folder;

    Landscape world = Landscape.start();
    Application application;

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
        world.close();
    }

    /** Starts with a poll and a sweep that only tests ask for, and settings of the test's own. */
    void start(String... more) {
        Map<String, String> settings = settings();
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        Properties file = new Properties();
        file.putAll(settings);
        application = Application.run(Settings.load(file, Map.of(), new Properties()), () -> {});
    }

    Map<String, String> settings() {
        Map<String, String> settings = world.settings(folder);
        settings.put("dynamics.poll-cron", NEVER);
        settings.put("partner-center.sweep-cron", NEVER);
        settings.put("sync.settle", "PT0.2S");
        return settings;
    }

    /** Partner Center sends a referral. */
    String referral(Consumer<ObjectNode> change) {
        return world.partnerCenter().create(change).path("id").asText();
    }

    /** A referral that has its lead, and nothing is under way any more. */
    String settled(Consumer<ObjectNode> change) {
        String id = referral(change);
        inStep(id);
        eventually().until(this::idle);
        return id;
    }

    /** Waits until the referral knows its lead. */
    void inStep(String id) {
        eventually().until(() -> !world.partnerCenter()
                .get(id)
                .path("externalReferenceId")
                .asText("")
                .isEmpty());
    }

    /** No webhook is under way, and no request waits or runs. */
    boolean idle() {
        Backlog.Counts counts = application.backlog().counts();
        return world.partner().notifications().pending() == 0 && counts.waiting() == 0 && counts.running() == 0;
    }

    JsonNode lead(String id) {
        return world.dataverse().get(UUID.fromString(id)).orElseThrow();
    }

    JsonNode referralNow(String id) {
        return world.partnerCenter().get(id);
    }

    /** The calls since the traffic was cleared: METHOD path, without those for tokens and certificates. */
    List<String> calls() {
        return world.traffic().entries().stream()
                .filter(entry ->
                        entry.service().equals("dynamics") || entry.service().equals("partner-center"))
                .map(Traffic.Entry::operation)
                .toList();
    }

    static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(20));
    }

    static UUID uuid(String id) {
        return UUID.fromString(id);
    }
}
