package org.referralconnectors.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.SimulatedNotifications;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.simulated.dataverse.Write;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.StoreSettings;

/** Processes of the application between simulated services that outlive them. */
abstract class CrashSupport {

    private static final UUID APPLICATION_USER = Organisation.idOf("application user");
    private static final Pattern OF_ONE_PAIR =
            Pattern.compile("(?i).*(etag|version.*|createdon|modifiedon|(created|updated|expiration)datetime)");

    @TempDir
    Path folder;

    final Landscape world = Landscape.start();
    final Map<String, Boolean> reached = new ConcurrentHashMap<>();
    Map<String, String> settings;
    Database store;

    @AfterEach
    void stop() {
        if (store != null) {
            store.close();
        }
        world.close();
        assertThat(world.dataverse().odataCheck().disagreements()).isEmpty();
    }

    /** On a store that is empty yet; a schedule that asks all the time, and retries at once. */
    void settings(StoreSettings at) {
        settings = world.settings(folder);
        settings.put("store.url", at.url());
        settings.put("store.encryption-key", at.encryptionKey());
        settings.put("dynamics.poll-cron", "* * * * * ?");
        settings.put("partner-center.sweep-cron", "0/2 * * * * ?");
        settings.put("sync.settle", "PT0S");
        settings.put("sync.retry-initial-delay", "PT0.05S");
        settings.put("sync.retry-max-delay", "PT1S");
        settings.put("sync.workers", "32");
        settings.put("http.response-timeout", "PT40S");
        world.partner().notifications().backOff(Duration.ofSeconds(1));
        store = Database.open(at);
    }

    String referral() {
        return world.partnerCenter().create(referral -> {}).path("id").asText();
    }

    void editReferral(String id, Consumer<ObjectNode> change) {
        world.partnerCenter().edit(id, change);
    }

    void rename(String id, String company) {
        editReferral(id, referral -> referral.withObject("/customerProfile").put("name", company));
    }

    /** An edit of which no webhook ever tells. */
    void renameUntold(String id, String company) {
        world.partner().notifications().dropNext(1);
        rename(id, company);
    }

    /** Of a change of this referral; the status that the webhook was answered with. */
    CompletableFuture<Integer> deliver(String id) {
        SimulatedNotifications webhooks = world.partner().notifications();
        return webhooks.deliver(
                world.partner().registration().url(), webhooks.signer().referral("referral-updated", id));
    }

    void describe(String id, String words) {
        world.dataverse().edit(UUID.fromString(id), lead -> lead.put("description", words));
    }

    String company(String id) {
        return lead(id).path("companyname").asText();
    }

    String notes(String id) {
        return world.partnerCenter().get(id).at("/details/notes").asText();
    }

    JsonNode lead(String id) {
        return world.dataverse().get(UUID.fromString(id)).orElseThrow();
    }

    boolean isInStep(String id) {
        return !world.partnerCenter()
                .get(id)
                .path("externalReferenceId")
                .asText("")
                .isEmpty();
    }

    /** Neither a webhook nor a request is under way. */
    boolean idle() {
        return world.partner().notifications().pending() == 0 && nothingToRun();
    }

    boolean nothingToRun() {
        Backlog.Counts counts = new Backlog(store).counts();
        return counts.waiting() + counts.running() == 0;
    }

    String state(String id) {
        return new Backlog(store).find(id).map(Backlog.Request::state).orElse("none");
    }

    /** The application's writes to the lead of a referral. */
    long leadWrites(String id) {
        return world.dataverse().writes().stream()
                .filter(write -> write.lead().toString().equals(id))
                .filter(write -> write.by().equals(APPLICATION_USER))
                .count();
    }

    long leadsMade() {
        return world.dataverse().writes().stream()
                .filter(write -> write.kind() == Write.Kind.CREATE)
                .filter(write -> write.by().equals(APPLICATION_USER))
                .count();
    }

    long patches(String id) {
        return world.partnerCenter().writes().stream()
                .filter(write -> write.referralId().equals(id) && write.patch() != null)
                .count();
    }

    Faults partnerCenter() {
        return world.partner().partnerCenterServer().faults();
    }

    Faults dynamics() {
        return world.dataverseServer().faults();
    }

    /** A condition that says that it was met. */
    Predicate<Call> reaching(String name, Predicate<Call> where) {
        return call -> {
            boolean here = where.test(call);
            if (here) {
                reached.put(name, true);
            }
            return here;
        };
    }

    void awaitReached(String name) {
        eventually().until(() -> reached.containsKey(name));
    }

    static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Predicate<Call> leadPoll() {
        return call -> call.headers().toString().contains("track-changes");
    }

    static Predicate<Call> sweep() {
        return call -> call.method().equals("GET") && call.path().endsWith("/referrals");
    }

    static Predicate<Call> furtherPage() {
        return call -> call.query() != null && call.query().contains("skiptoken");
    }

    static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    /** What both sides hold, without what differs between any two pairs. */
    Map<String, String> bothSides(String id) {
        Map<String, String> values = new TreeMap<>();
        flatten("lead", lead(id), values);
        flatten("referral", world.partnerCenter().get(id), values);
        String engagement = world.partnerCenter().get(id).path("engagementId").asText("none");
        values.replaceAll((path, value) -> value.replace(id, "ID").replace(engagement, "ENGAGEMENT"));
        values.keySet().removeIf(path -> OF_ONE_PAIR.matcher(path).matches());
        return values;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> values) {
        if (node.isContainerNode()) {
            node.properties().forEach(member -> flatten(path + "/" + member.getKey(), member.getValue(), values));
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                flatten(path + "/" + i, node.get(i), values);
            }
            return;
        }
        values.put(path, node.asText());
    }
}
