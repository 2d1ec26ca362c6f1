package org.referralconnectors.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.referralconnectors.bench.Services.Webhook;

/**
 * Measures the application as it is deployed, between the simulated services; every process has its own JVM. The
 * figures are this machine's: compare those of one run. {@code docs/benchmark.md} says what is measured and how.
 *
 * <p>System properties: {@code bench.seconds} of each measurement of accepting (10), {@code bench.quick} for a shorter
 * look, {@code bench.parts} for some of {@code ready,accept,wake,runs}, {@code bench.workers} (16,64) of the last of
 * them, {@code bench.jvm} for more options of the application's JVM, {@code bench.against} for the folder of another
 * build's jar and {@code lib}: then the two are measured in turn, and nothing else.
 */
public final class Bench {

    private static final int STARTS = 3;
    private static final int FEW_WORKERS = 16;
    private static final int WARM_UP = 4;
    private static final int SLOW = 50;

    private final boolean quick = Boolean.getBoolean("bench.quick");
    private final Duration each = Duration.ofSeconds(Integer.getInteger("bench.seconds", quick ? 2 : 10));
    private final int pairs = quick ? 500 : 2_500;
    private final int rounds = quick ? 2 : 4;
    private final Set<String> parts =
            Set.of(System.getProperty("bench.parts", "ready,accept,wake,runs").split(","));
    private final Path folder;
    private final String classPath;
    private final Load load;
    private final Services services;
    private final Queue queue;
    private final Syncing syncing;

    private Bench(Path folder, Load load, Services services, Queue queue) {
        this.folder = folder;
        this.classPath = Packed.classPath(folder, Forked.classPath());
        this.load = load;
        this.services = services;
        this.queue = queue;
        this.syncing = new Syncing(load, services, queue);
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bench");
        try (Load load = new Load();
                Services services = new Services(folder.toAbsolutePath());
                Queue queue = Queue.made(services.settings())) {
            Bench bench = new Bench(folder, load, services, queue);
            String against = System.getProperty("bench.against");
            if (against == null) {
                bench.measure();
            } else {
                bench.compare(Path.of(against));
            }
        }
    }

    private void measure() {
        List<Webhook> webhooks = services.create(pairs);
        queue.pause();
        train();
        part("ready", this::starts);
        part("accept", () -> accept(webhooks));
        queue.resume();
        part("wake", () -> wakes(webhooks));
        for (String workers : System.getProperty("bench.workers", "16,64").split(",")) {
            part("runs", () -> runs(Integer.parseInt(workers), webhooks));
        }
    }

    private void compare(Path packaged) throws IOException {
        try (Pairwise both = new Pairwise(folder, classPath, packaged, load, services)) {
            both.measure(pairs, each);
        }
    }

    private void part(String name, Runnable part) {
        if (parts.contains(name)) {
            part.run();
        }
    }

    /** The README's first start, at whose end the JVM archives the classes that it loaded. */
    private void train() {
        start(FEW_WORKERS).close();
    }

    private void accept(List<Webhook> webhooks) {
        Report.title("Accepted: verified and on disk, workers paused");
        try (Connectors connectors = start(FEW_WORKERS)) {
            new Accepting(load, folder, each).measure(connectors, queue, webhooks);
            memory(connectors);
        }
    }

    private void starts() {
        Report.title("Ready");
        List<Duration> ready = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (Connectors connectors = start(FEW_WORKERS)) {
                ready.add(connectors.readyAfter());
            }
        }
        Collections.sort(ready);
        Report.line(
                "%.1f s from the start of the process, the median of %d",
                ready.get(STARTS / 2).toMillis() / 1e3, STARTS);
    }

    private void runs(int workers, List<Webhook> webhooks) {
        Report.title("Runs, " + workers + " workers");
        services.latency(0);
        try (Connectors connectors = start(workers)) {
            for (int i = 0; i < WARM_UP; i++) {
                syncing.changeOnce(connectors, webhooks);
            }
            syncing.create(connectors, workers, 0, pairs);
            syncing.change(connectors, workers, 0, rounds, webhooks);
            syncing.create(connectors, workers, SLOW, pairs / 5);
            syncing.change(connectors, workers, SLOW, 1, webhooks);
            memory(connectors);
        }
    }

    private void wakes(List<Webhook> webhooks) {
        Report.title("Waking");
        Waking waking = new Waking(load, services, queue);
        try (Connectors connectors = start(FEW_WORKERS)) {
            syncing.changeOnce(connectors, webhooks);
            waking.first(connectors, webhooks.subList(0, quick ? 10 : 50));
            waking.storm(connectors, webhooks.subList(100, 200));
        }
    }

    private void memory(Connectors connectors) {
        Forked process = connectors.process();
        Report.line("resident memory %d MB, at most %d MB", process.megabytes("VmRSS"), process.megabytes("VmHWM"));
    }

    private Connectors start(int workers) {
        return new Connectors(folder, classPath, services.settings(), workers);
    }
}
