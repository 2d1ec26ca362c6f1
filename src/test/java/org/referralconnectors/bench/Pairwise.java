package org.referralconnectors.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.referralconnectors.bench.Services.Webhook;
import org.referralconnectors.bench.Syncing.Round;

/**
 * Two builds between the same services, in turn: this one and another one. Each has its own store and its own half of
 * the referrals, so that both have the same work. What counts is the ratio within each turn, since the machine's speed
 * drifts; its median is printed.
 */
final class Pairwise implements AutoCloseable {

    private static final int TURNS = 8;
    private static final int WARM_UP = 4;
    private static final int STARTS = 3;
    private static final int WORKERS = 16;

    private final Load load;
    private final Services services;
    private final Build ours;
    private final Build other;

    /** @param packaged the folder with the other build's {@code referral-connectors.jar} and {@code lib} */
    Pairwise(Path folder, String classPath, Path packaged, Load load, Services services) throws IOException {
        this.load = load;
        this.services = services;
        this.ours = new Build(Files.createDirectory(folder.resolve("this")), classPath);
        this.other = new Build(Files.createDirectory(folder.resolve("other")), classPath(packaged));
    }

    void measure(int pairs, Duration each) {
        Report.title("This build to the other one: medians of " + TURNS + " turns");
        starts();
        List<Webhook> webhooks = services.create(2 * pairs);
        ours.begin(webhooks.subList(0, pairs));
        other.begin(webhooks.subList(pairs, 2 * pairs));
        accepting(each);
        for (int i = 0; i < WARM_UP; i++) {
            turn(i);
        }
        runs(0);
        runs(50);
        Report.line(
                "resident memory %d MB to %d MB",
                ours.connectors.process().megabytes("VmRSS"),
                other.connectors.process().megabytes("VmRSS"));
    }

    private void starts() {
        List<double[]> seconds = new ArrayList<>();
        for (int i = 0; i <= STARTS; i++) {
            double[] both = {ours.start(), other.start()};
            ours.stop();
            other.stop();
            if (i > 0) { // the first writes the class archive
                seconds.add(both);
            }
        }
        show("seconds from start to ready", seconds);
        ours.start();
        other.start();
    }

    private void accepting(Duration each) {
        List<double[]> rates = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            rates.add(new double[] {ours.accepted(each), other.accepted(each)});
        }
        ours.drain();
        other.drain();
        show("accepted per second, 32 connections", rates);
    }

    private void runs(int latency) {
        services.latency(latency);
        List<Round[]> turns = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            turns.add(turn(i));
        }
        String where = ", " + latency + " ms of latency, " + WORKERS + " workers";
        show("CPU of a changed pair's run, ms" + where, of(turns, round -> round.millisEach(round.cpu())));
        show("changed pairs per second" + where, of(turns, Round::perSecond));
    }

    /** The one that begins changes with each turn. */
    private Round[] turn(int number) {
        Round[] both = new Round[2];
        both[number % 2] = (number % 2 == 0 ? ours : other).change();
        both[1 - number % 2] = (number % 2 == 0 ? other : ours).change();
        return both;
    }

    private static List<double[]> of(List<Round[]> turns, ToDoubleFunction<Round> figure) {
        return turns.stream()
                .map(both -> new double[] {figure.applyAsDouble(both[0]), figure.applyAsDouble(both[1])})
                .toList();
    }

    private static void show(String what, List<double[]> turns) {
        Report.line(
                "%-70s %9.2f to %9.2f, ratio %.2f",
                what,
                median(turns.stream().mapToDouble(both -> both[0])),
                median(turns.stream().mapToDouble(both -> both[1])),
                median(turns.stream().mapToDouble(both -> both[0] / both[1])));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    /** As the jar's manifest has it. */
    private static String classPath(Path packaged) throws IOException {
        try (Stream<Path> libraries = Files.list(packaged.resolve("lib"))) {
            List<String> jars = libraries
                    .map(jar -> jar.toAbsolutePath().toString())
                    .sorted()
                    .toList();
            Path own = packaged.resolve("referral-connectors.jar").toAbsolutePath();
            return own + File.pathSeparator + String.join(File.pathSeparator, jars);
        }
    }

    @Override
    public void close() {
        ours.close();
        other.close();
    }

    /** One of the two, with its own ports, store and class archive. */
    private final class Build implements AutoCloseable {

        private final Path folder;
        private final String classPath;
        private final Map<String, String> settings;
        private Connectors connectors;
        private Queue queue;
        private Syncing syncing;
        private List<Webhook> webhooks;

        Build(Path folder, String classPath) {
            this.folder = folder;
            this.classPath = classPath;
            this.settings = new HashMap<>(services.settings());
            settings.put(
                    "store.url", "jdbc:sqlite:" + folder.resolve("store.db").toAbsolutePath());
            settings.put("camel.server.port", freePort());
            settings.put("camel.management.port", freePort());
        }

        /** @return seconds until it was ready */
        double start() {
            connectors = new Connectors(folder, classPath, settings, WORKERS);
            return connectors.readyAfter().toMillis() / 1e3;
        }

        void stop() {
            connectors.close();
        }

        void begin(List<Webhook> own) {
            webhooks = own;
            queue = Queue.of(settings);
            syncing = new Syncing(load, services, queue);
            drain();
        }

        double accepted(Duration time) {
            queue.pause();
            return load.during(time, connectors.webhook(), 32, webhooks).perSecond();
        }

        void drain() {
            queue.resume();
            load.each(connectors.webhook(), WORKERS, webhooks);
            queue.awaitIdle();
        }

        Round change() {
            return syncing.changeOnce(connectors, webhooks);
        }

        private static String freePort() {
            try (ServerSocket socket = new ServerSocket(0)) {
                return Integer.toString(socket.getLocalPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            if (queue != null) {
                queue.close();
            }
            if (connectors != null) {
                connectors.close();
            }
        }
    }
}
