package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.cli.Application;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.SimulatedNotifications;
import org.referralconnectors.simulated.Traffic;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.simulated.dataverse.Write;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Decision;
import org.referralconnectors.store.History;
import org.referralconnectors.store.StoreSettings;

/** The real application, with the very {@code routes/} and {@code mapping.yaml}, between the simulated services. */
abstract class FlowTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID APPLICATION_USER = Organisation.idOf("application user");

    static final String NEVER = "0 0 0 1 1 ? 2099";

    @TempDir
    Path folder;

    Landscape world = Landscape.start();
    Application application;

    private Database store;

    @AfterEach
    void stop() {
        if (store != null) {
            store.close();
        }
        if (application != null) {
            application.close();
        }
        world.close();
        assertThat(world.dataverse().odataCheck().disagreements()).isEmpty();
        assertThat(leadsMade()).doesNotHaveDuplicates();
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

    /** Ends, and starts again on the same store. */
    void restart(String... more) {
        application.close();
        start(more);
    }

    Map<String, String> settings() {
        Map<String, String> settings = world.settings(folder);
        settings.put("dynamics.poll-cron", NEVER);
        settings.put("partner-center.sweep-cron", NEVER);
        settings.put("sync.settle", "PT0.2S");
        return settings;
    }

    /** The schedule asks for a poll now; returns when it has ended. */
    void poll() {
        trigger("on-lead-poll");
    }

    /** The schedule asks for a sweep now; returns when it has ended. */
    void sweep() {
        trigger("on-referral-sweep");
    }

    private void trigger(String route) {
        Route schedule = application.camel().getRoute(route);
        Exchange tick = schedule.getEndpoint().createExchange();
        try {
            schedule.getConsumer().getProcessor().process(tick);
        } catch (Exception e) {
            tick.setException(e);
        }
        assertThat(tick.getException()).isNull();
    }

    /** The application's store, opened beside it as a command would. */
    Database store() {
        if (store == null) {
            store = Database.open(new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", ""));
        }
        return store;
    }

    /** What was decided for a pair, oldest first. */
    List<Decision> history(String id) {
        return new History(store()).of(id);
    }

    /** The outcome of the pair's last decision. */
    String outcome(String id) {
        List<Decision> decisions = history(id);
        return decisions.isEmpty() ? "" : decisions.get(decisions.size() - 1).outcome();
    }

    /** The referral that each lead made by the application names. */
    private List<String> leadsMade() {
        Subject subject = new Subject("{id}");
        Set<UUID> ours = world.dataverse().writes().stream()
                .filter(write -> write.kind() == Write.Kind.CREATE && write.by().equals(APPLICATION_USER))
                .map(Write::lead)
                .collect(Collectors.toSet());
        return world.dataverse().all().stream()
                .filter(lead -> ours.contains(uuid(lead.path("leadid").asText())))
                .flatMap(lead -> subject.referralId(lead.path("subject").asText("")).stream())
                .toList();
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

    /** Delivers one more webhook for a referral; returns when it was answered. */
    Instant deliver(String event, String id) {
        SimulatedNotifications webhooks = world.partner().notifications();
        webhooks.deliver(world.partner().registration().url(), webhooks.signer().referral(event, id))
                .join();
        return Instant.now();
    }

    /** A seller makes a lead of this subject. */
    UUID ordinary(String subject) {
        return world.dataverse().create(JsonNodeFactory.instance.objectNode().put("subject", subject));
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

    /** The sum of a counter, over all its tags. */
    double counted(String meter) {
        MeterRegistry meters =
                application.camel().getRegistry().lookupByNameAndType("metersRegistry", MeterRegistry.class);
        return meters.find(meter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** The bodies of the PATCHes to a service since the traffic was cleared; bodies have to be recorded. */
    List<JsonNode> patches(String service) {
        return world.traffic().entries().stream()
                .filter(entry -> entry.service().equals(service))
                .map(Traffic.Entry::call)
                .filter(call -> call.method().equals("PATCH"))
                .map(call -> json(call.text()))
                .toList();
    }

    /** Forgets the calls so far, and keeps the bodies of those to come. */
    void record() {
        world.traffic().recordBodies(true);
        world.traffic().clear();
    }

    /** State and reason of a lead: 0/1 is open and new. */
    static String status(JsonNode lead) {
        return lead.path("statecode").asInt() + "/" + lead.path("statuscode").asInt();
    }

    /** The id of a currency in the organisation. */
    static String currency(String isoCode) {
        return Organisation.idOf(isoCode).toString();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    static UUID uuid(String id) {
        return UUID.fromString(id);
    }
}
