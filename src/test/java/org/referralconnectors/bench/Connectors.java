package org.referralconnectors.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.referralconnectors.cli.Main;
import org.referralconnectors.simulated.Monitoring;

/** The application as it is deployed: a process of its own, with the JVM options that the README names. */
final class Connectors implements AutoCloseable {

    private static final Path JVM_OPTIONS = Path.of("docs/deploy/jvm.options");

    private static final String NEVER = "0 0 0 1 1 ? 2099";
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final Monitoring monitoring;
    private final Map<String, String> settings;
    private final Forked process;
    private final Duration readyAfter;

    Connectors(Path folder, String classPath, Map<String, String> settings, int workers) {
        this.settings = settings;
        this.monitoring = new Monitoring(settings.get("camel.management.port"));
        Path archive = folder.resolve("classes.jsa").toAbsolutePath();
        List<String> options = jvm();
        options.add((Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + archive);
        settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
        options.add("-Ddynamics.poll-cron=" + NEVER);
        options.add("-Dpartner-center.sweep-cron=" + NEVER);
        options.add("-Dsync.workers=" + workers);
        long started = System.nanoTime();
        process = new Forked(folder.resolve("connectors-" + workers + ".log"), classPath, options, Main.class);
        readyAfter = awaitReady(started);
    }

    /** The README's options, and then {@code bench.jvm}. */
    static List<String> jvm() {
        List<String> options = new ArrayList<>(List.of("@" + JVM_OPTIONS.toAbsolutePath()));
        options.addAll(List.of(System.getProperty("bench.jvm", "").split(" ")));
        options.removeIf(String::isEmpty);
        return options;
    }

    private Duration awaitReady(long started) {
        while (!monitoring.isReady()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - started);
            if (!process.isAlive() || waited.compareTo(LONGEST_START) > 0) {
                process.close();
                throw new IllegalStateException("The application did not become ready: see its log");
            }
            Load.pause(Duration.ofMillis(5));
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    String webhook() {
        return "http://localhost:" + port() + "/webhooks/partner-center";
    }

    int port() {
        return Integer.parseInt(settings.get("camel.server.port"));
    }

    /** From the start of the process to the first 200 of its readiness. */
    Duration readyAfter() {
        return readyAfter;
    }

    boolean isReady() {
        return monitoring.isReady();
    }

    long runs() {
        return monitoring.runs();
    }

    Forked process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
