package org.referralconnectors.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.store.Pauses;
import org.referralconnectors.store.StoreSettings;

/** Two processes on one PostgreSQL, of which nothing but {@code store.url} and its key is set otherwise. */
class ReplicasTest extends CrashSupport {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String COMPANY = "Northwind GmbH";
    private static final Duration PAUSE = Duration.ofSeconds(4);
    /** Until every process has looked for pauses again, and what was on its way has arrived. */
    private static final Duration LOOKED = Duration.ofSeconds(2);

    private final Queue<Instant> polls = new ConcurrentLinkedQueue<>();
    private final Queue<Instant> partnerCalls = new ConcurrentLinkedQueue<>();
    private EmbeddedPostgres postgres;
    private Replica first;
    private Replica second;

    @BeforeEach
    void startBoth() throws IOException {
        postgres = EmbeddedPostgres.start();
        settings(new StoreSettings(postgres.getJdbcUrl("postgres", "postgres"), "", "", KEY));
        settings.put("sync.workers", "4");
        Files.deleteIfExists(Replica.log("first"));
        first = Replica.start(folder, "first", settings);
        second = Replica.start(folder, "second", another());
        first.awaitReady();
        second.awaitReady();
        world.traffic().recordBodies(true);
        dynamics().delay(call -> leadPoll().test(call) && !polls.add(Instant.now()), 1, Duration.ZERO);
        partnerCenter().delay(call -> !partnerCalls.add(Instant.now()), 1, Duration.ZERO);
    }

    @AfterEach
    void stopAll() throws IOException {
        first.close();
        second.close();
        store.close();
        store = null;
        postgres.close();
    }

    @Test
    void twoProcessesShareTheWorkAndTakeOverFromEachOther() throws IOException {
        wakesUpTooLate();
        shareTheWork();
        pauseForBoth();
        takeOverFromTheDead();
        assertThat(leadsMade()).isEqualTo(world.partnerCenter().all().size());
    }

    /**
     * Suspended while it reads a lead, while its update is on its way, and while it makes a lead; it wakes up after the
     * other process has done all three.
     */
    private void wakesUpTooLate() throws IOException {
        String reading = referral();
        String updating = referral();
        String making = UUID.randomUUID().toString();
        eventually().until(() -> isInStep(reading) && isInStep(updating) && idle());
        second.suspend();
        late("reading", "GET", reading);
        late("updating", "PATCH", updating);
        late("making", "PATCH", making);
        rename(reading, COMPANY);
        rename(updating, COMPANY);
        world.partnerCenter().create(referral -> referral.put("id", making));
        List.of("reading", "updating", "making").forEach(this::awaitReached);
        first.suspend();
        second.resume();
        eventually()
                .until(() -> company(reading).equals(COMPANY)
                        && company(updating).equals(COMPANY)
                        && isInStep(making)
                        && nothingToRun());
        eventually().until(() -> refused(updating) > 0 && refused(making) > 0);
        first.resume();
        eventually().until(() -> lost() >= 3);
        assertThat(List.of(leadWrites(reading), leadWrites(updating), leadWrites(making)))
                .containsExactly(2L, 2L, 1L);
        assertThat(List.of(patches(reading), patches(updating), patches(making)))
                .containsExactly(1L, 1L, 1L);
    }

    /** The service sees the next such call only after the lease has passed to another process. */
    private void late(String name, String method, String id) {
        dynamics()
                .delay(
                        reaching(
                                name,
                                call -> call.method().equals(method)
                                        && call.path().contains(id)),
                        1,
                        Replica.LEASE.multipliedBy(3));
    }

    /** Late writes to a lead that were answered with 412. */
    private long refused(String id) {
        return world.traffic().entries().stream()
                .filter(entry -> entry.status() == 412)
                .filter(entry -> entry.call() != null && entry.call().path().contains(id))
                .count();
    }

    /** Runs that the first process gave up, because their leases were another's. */
    private long lost() throws IOException {
        return Files.readString(Replica.log("first"))
                .lines()
                .filter(line -> line.contains("another process has taken over its run"))
                .count();
    }

    private Map<String, String> another() {
        Map<String, String> copy = new HashMap<>(settings);
        copy.put("camel.server.port", Integer.toString(freePort()));
        copy.put("camel.management.port", Integer.toString(freePort()));
        return copy;
    }

    private void shareTheWork() {
        polls.clear();
        Instant began = Instant.now();
        long firstBefore = first.runs();
        long secondBefore = second.runs();
        dynamics().latency(Duration.ofMillis(50));
        List<String> ids = IntStream.range(0, 40).mapToObj(n -> referral()).toList();
        eventually().until(() -> ids.stream().allMatch(this::isInStep) && idle());
        dynamics().latency(Duration.ZERO);
        assertThat(ids).allSatisfy(id -> {
            assertThat(leadWrites(id)).isEqualTo(1);
            assertThat(patches(id)).isEqualTo(1);
        });
        assertThat(first.runs()).isGreaterThan(firstBefore);
        assertThat(second.runs()).isGreaterThan(secondBefore);
        long ticks = Duration.between(began, Instant.now()).toSeconds() + 2;
        assertThat(polls).isNotEmpty().hasSizeLessThanOrEqualTo((int) ticks);
    }

    private void pauseForBoth() {
        partnerCalls.clear();
        partnerCenter()
                .answer(
                        reaching("throttled", call -> true),
                        1,
                        Answer.empty(429).with("Retry-After", "4"));
        List<String> ids = IntStream.range(0, 20).mapToObj(n -> referral()).toList();
        awaitReached("throttled");
        eventually().until(() -> !new Pauses(store).current().isEmpty());
        Instant paused = Instant.now();
        eventually().until(() -> ids.stream().allMatch(this::isInStep) && idle());
        assertThat(partnerCalls)
                .noneMatch(at -> at.isAfter(paused.plus(LOOKED))
                        && at.isBefore(paused.plus(PAUSE).minusMillis(200)));
        assertThat(new Pauses(store).current()).isEmpty();
        assertThat(ids).allSatisfy(id -> assertThat(leadWrites(id)).isEqualTo(1));
    }

    private void takeOverFromTheDead() {
        List<String> ids = IntStream.range(0, 4)
                .mapToObj(n -> UUID.randomUUID().toString())
                .toList();
        second.suspend();
        ids.forEach(id -> dynamics()
                .silentAfter(
                        reaching(
                                id,
                                call -> call.method().equals("PATCH")
                                        && call.path().contains(id)),
                        1));
        ids.forEach(id -> world.partnerCenter().create(referral -> referral.put("id", id)));
        ids.forEach(this::awaitReached);
        Instant killed = Instant.now();
        first.kill();
        second.resume();
        eventually().until(() -> ids.stream().allMatch(this::isInStep) && nothingToRun());
        assertThat(ids).allSatisfy(id -> assertThat(leadWrites(id)).isEqualTo(1));
        assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(45));
    }
}
