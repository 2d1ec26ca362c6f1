package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.simulated.Landscape;

/**
 * Alive means able. A real process, whose threads a debugger stops and ends one after the other: while one without
 * which only a restart helps is stuck or gone, {@code live} is 503 within 10 s (or does not answer at all), or the
 * process ends by itself with exit code 1.
 */
class LivenessTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** What a probe waits for an answer, as in docs/deploy/kubernetes.yaml. */
    private static final Duration PROBE = Duration.ofSeconds(5);

    private static final String NO_ANSWER = "";

    /** What health says of each while it is stuck; a thread whose listener it is can't let health say anything. */
    private static final Map<String, String> WATCHED = new LinkedHashMap<>();

    static {
        WATCHED.put("dispatcher", "dispatcher");
        WATCHED.put("heartbeat", "heartbeat");
        WATCHED.put("housekeeping", "housekeeping");
        WATCHED.put("store-writer-\\d+", "store-writer-0");
        WATCHED.put(".*_QuartzSchedulerThread", "scheduler");
        WATCHED.put("HttpClient-\\d+-SelectorManager", "HTTP client");
        WATCHED.put("vert.x-eventloop-thread-0", "webhook listener");
        WATCHED.put("vert.x-eventloop-thread-1", NO_ANSWER);
        WATCHED.put("vert.x-acceptor-thread-\\d+", NO_ANSWER);
    }

    /** Threads that the process can do without, each with its reason. */
    private static final Map<String, String> DISPENSABLE = Map.ofEntries(
            Map.entry(
                    "organisation",
                    "a pool makes another, an Error ends the process; stuck it can only be in calls with time limits:"
                            + " what was known serves on, and before it was known health says so"),
            Map.entry("worker|probe", "a pool makes another; whatever they wait for has a time limit"),
            Map.entry("vert\\.x-(worker|internal-blocking)-thread-\\d+|health-\\d+", "a pool makes another"),
            Map.entry("HttpClient-\\d+-Worker-\\d+", "a pool makes another"),
            Map.entry(".*Scheduler.*_Worker-\\d+", "one of ten; a job's wait has a time limit"),
            Map.entry("ForkJoinPool\\..*|CompletableFutureDelayScheduler", "a pool of the JDK's makes another"),
            Map.entry("Camel \\(camel-\\d+\\) thread #\\d+ - [\\w-]+", "a pool of Camel's makes another"),
            Map.entry("main|DestroyJavaVM", "waits to be told to stop"),
            Map.entry("watchdog", "what it would end the process for, a platform's probe sees as well"),
            Map.entry("vertx-blocked-thread-checker", "only warns"),
            Map.entry("store-(readers|writers?)[: ].*", "HikariCP's, for idle connections"),
            Map.entry(
                    "Reference Handler|Finalizer|Signal Dispatcher|Notification Thread|Common-Cleaner|Attach Listener"
                            + "|process reaper.*|JDWP.*",
                    "the JVM's own"));

    @TempDir
    Path folder;

    private final Landscape world = Landscape.start();
    private final int debugPort = Debugger.freePort();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PROBE).build();
    private CommandProcess cli;
    private URI live;
    private Process process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
        world.close();
    }

    @Test
    void isDeadWhileAThreadIsStuckAndAliveAgainWhenItGoesOn() throws Exception {
        start();
        try (Debugger debugger = Debugger.of(debugPort)) {
            assertThat(debugger.threads().stream().filter(thread -> !isKnown(thread)))
                    .as("Say here of these threads what happens when one is gone or stuck: let VitalThreads call it, or"
                            + " give the reason why the process can do without it")
                    .isEmpty();
            for (Map.Entry<String, String> each : WATCHED.entrySet()) {
                debugger.suspend(each.getKey());
                within(LIMIT).alias(each.getKey() + " is stuck").until(() -> isDead(each.getValue()));
                debugger.resume(each.getKey());
                within(LIMIT).alias(each.getKey() + " goes on").until(this::isAlive);
            }
            assertThat(cli.output("err")).contains("ERROR", "Gone or stuck: dispatcher", "Whatever was stuck goes on");
        }
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void isAliveWhileAnotherHoldsTheStoreASystemIsPausedAndAfterASuspension() throws Exception {
        start();
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
                Statement sql = store.createStatement()) {
            sql.execute("PRAGMA busy_timeout = 10000");
            sql.execute("BEGIN IMMEDIATE");
            sql.execute("INSERT INTO pauses (system, kind, reason, since, ends_at, probe_until)"
                    + " VALUES ('dynamics', 'operator', 'x', 0, 99999999999999, 0)");
            assertAliveFor(Duration.ofSeconds(6));
            sql.execute("COMMIT");
        }
        signal("STOP");
        TimeUnit.SECONDS.sleep(4); // longer than the three calls of one look
        signal("CONT");
        assertAliveFor(Duration.ofSeconds(2));
        assertThat(cli.output("err")).doesNotContain("Gone or stuck");
    }

    private void assertAliveFor(Duration time) {
        Awaitility.await()
                .atMost(time.plusMinutes(1))
                .during(time)
                .pollInterval(Duration.ofMillis(500))
                .until(this::isAlive);
    }

    private void signal(String name) throws Exception {
        String[] kill = {"kill", "-" + name, Long.toString(process.pid())};
        assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dispatcher",
                "heartbeat",
                "housekeeping",
                "store-writer-0",
                "DefaultQuartzScheduler.*_QuartzSchedulerThread"
            })
    void endsWithExitCode1OverAnErrorInAThreadOfItsOwn(String thread) throws Exception {
        start();
        try (Debugger debugger = Debugger.of(debugPort)) {
            debugger.kill(thread);
            assertEndsOverAnError();
        }
    }

    /**
     * Outside its route, within which Camel catches what is thrown: that is the pair's failure. One that waits for work
     * isn't taken: there the JDK's queue turns what a debugger throws into an exception about its lock.
     */
    @Test
    void endsWithExitCode1OverAnErrorInAWorker() throws Exception {
        start("sync.workers", "1");
        world.partner().partnerCenterServer().faults().latency(Duration.ofSeconds(60));
        world.partnerCenter().create(referral -> {});
        world.partnerCenter().create(referral -> {});
        try (Debugger debugger = Debugger.of(debugPort)) {
            within(Duration.ofSeconds(30)).until(() -> debugger.killWithin("worker", "acquireUninterruptibly"));
            assertEndsOverAnError();
        }
    }

    private void assertEndsOverAnError() throws Exception {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(cli.output("err")).contains("has ended over what nobody expected", "OutOfMemoryError");
    }

    /** Netty and the JDK catch whatever ends these threads, and go on without them. */
    @Test
    void isDeadOnceAThreadOfALibraryIsGoneAndEndsByItself() throws Exception {
        start();
        try (Debugger debugger = Debugger.of(debugPort)) {
            debugger.kill("HttpClient-\\d+-SelectorManager");
            within(LIMIT).until(() -> isDead("HTTP client"));
            debugger.kill("vert.x-eventloop-thread-0");
            within(LIMIT).until(() -> isDead("webhook listener"));
            debugger.kill("vert.x-acceptor-thread-0");
            within(LIMIT).until(() -> isDead(NO_ANSWER));
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(cli.output("err")).contains("Not alive three times in a row: the process ends");
    }

    /** @param more settings and their values in turn */
    private void start(String... more) throws Exception {
        Map<String, String> settings = world.settings(folder);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        live = URI.create("http://127.0.0.1:" + settings.get("camel.management.port") + "/observe/health/live");
        cli = CommandProcess.in(folder, settings);
        cli.environment("JAVA_TOOL_OPTIONS", Debugger.options(debugPort));
        process = cli.start();
        within(Duration.ofSeconds(60)).until(this::isAlive);
        within(Duration.ofSeconds(60)).until(() -> world.traffic().entries().stream()
                .anyMatch(call -> call.operation().endsWith("/transactioncurrencies")));
    }

    private static boolean isKnown(String thread) {
        return Stream.concat(WATCHED.keySet().stream(), DISPENSABLE.keySet().stream())
                .anyMatch(pattern -> Pattern.matches(pattern, thread));
    }

    private boolean isAlive() {
        return probe().startsWith("200 ");
    }

    /** @param name in what health says; none: it can't say anything */
    private boolean isDead(String name) {
        String answer = probe();
        return name.equals(NO_ANSWER)
                ? answer.isEmpty() || answer.startsWith("503 ")
                : answer.matches("503 .*Gone or stuck: .*" + name + ".*");
    }

    private String probe() {
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(live).timeout(PROBE).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException none) {
            return NO_ANSWER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        }
    }

    private static ConditionFactory within(Duration limit) {
        return Awaitility.await()
                .atMost(limit)
                .pollInterval(Duration.ofMillis(200))
                .pollInSameThread();
    }
}
