package org.referralconnectors.bench;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.referralconnectors.bench.Services.Webhook;

/**
 * Besieges the webhook of the application as it is deployed, and measures what its genuine deliveries feel of it.
 * {@code docs/guarantees.md} says what is to be seen. The workers are paused, so that whatever calls a service or
 * writes a row does it for a delivery.
 *
 * <p>System properties: {@code siege.seconds} of the flood (60), {@code siege.wave} seconds of each attack (10),
 * {@code siege.connections} that idle (10000); or {@code siege.minutes} of everything at once, with workers, instead.
 */
public final class Siege implements AutoCloseable {

    private static final int FORGED_PER_MINUTE = 10_000;
    private static final int GENUINE_PER_SECOND = 20;
    private static final int SLOW = 500;
    private static final String SLOW_HEAD = "POST /webhooks/partner-center HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
    private static final List<String> NOISE = List.of(
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
            "POST /webhooks/partner-center HTTP/1.1\r\n" + "X: y\r\n".repeat(10_000) + "\r\n",
            "POST /webhooks/partner-center HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\nx",
            "GET /webhooks/partner-center HTTP/1.1\r\nHost: a\r\n\r\n".repeat(200),
            "\u0000".repeat(5_000));

    private static final int STARTS = 5;

    private final Duration time = Duration.ofSeconds(Integer.getInteger("siege.seconds", 60));
    private final Duration wave = Duration.ofSeconds(Integer.getInteger("siege.wave", 10));
    private final Load load = new Load();
    private final Services services;
    private final Queue queue;
    private final Connectors connectors;
    private final List<Webhook> genuine;

    Siege(Path folder) {
        services = new Services(folder.toAbsolutePath());
        queue = Queue.made(services.settings());
        queue.pause();
        genuine = services.create(200);
        connectors = start(folder, Packed.classPath(folder, Forked.classPath()), STARTS);
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "siege");
        int minutes = Integer.getInteger("siege.minutes", 0);
        try (Siege siege = new Siege(folder)) {
            if (minutes > 0) {
                siege.everything(minutes);
                return;
            }
            siege.peace();
            siege.attacks();
            siege.forgeries();
            siege.noise();
            siege.slowBodies();
            siege.idleConnections();
        }
    }

    /** Again where a busy machine took more than the five seconds for the first certificate that count for minutes. */
    private Connectors start(Path folder, String classPath, int times) {
        Connectors started = new Connectors(folder, classPath, services.settings(), 16);
        try {
            load.over(Duration.ofSeconds(1), started.webhook(), genuine.subList(0, 1));
            return started;
        } catch (CompletionException notYet) {
            started.close();
            if (times > 1) {
                return start(folder, classPath, times - 1);
            }
            throw notYet;
        }
    }

    /** Each {@link Attack} once; at the end, which of them were felt. */
    private void attacks() {
        Report.title("Attacks, " + wave.toSeconds() + " s each");
        List<String> felt = new ArrayList<>();
        for (Attack attack : Attack.all()) {
            Wave.Outcome outcome = wave(attack, wave);
            Report.line("%s: %s", attack.name(), outcome);
            if (!outcome.isQuick()) {
                felt.add(attack.name());
            }
            Load.pause(Duration.ofSeconds(2));
        }
        genuine("genuine deliveries afterwards", Duration.ofSeconds(10));
        Report.line("ready: %s; slower than half a second for one in a hundred: %s", connectors.isReady(), felt);
    }

    Wave.Outcome wave(Attack attack, Duration during) {
        return Wave.of(attack, during, connectors, load, genuine);
    }

    Connectors connectors() {
        return connectors;
    }

    @Override
    public void close() {
        connectors.close();
        queue.close();
        services.close();
        load.close();
    }

    private void everything(int minutes) {
        peace();
        new Enduring(connectors, services, queue, load, genuine, forged(), FORGED_PER_MINUTE).run(minutes);
    }

    private void peace() {
        Report.title("In peace");
        genuine("genuine deliveries", Duration.ofSeconds(10));
        genuine("and again", Duration.ofSeconds(10));
    }

    private void forgeries() {
        Report.title("Forged deliveries, " + FORGED_PER_MINUTE + " a minute for " + time.toSeconds() + " s");
        Map<String, Long> before = services.counts();
        long stored = queue.events();
        long answered;
        try (Flood flood = new Flood(connectors.webhook(), FORGED_PER_MINUTE, forged())) {
            answered = genuine("genuine deliveries meanwhile", time);
            Report.line("%d forged deliveries sent, answered: %s", flood.sent(), flood.statuses());
        }
        Map<String, Long> after = services.counts();
        after.replaceAll((call, count) -> count - before.getOrDefault(call, 0L));
        after.values().removeIf(count -> count == 0);
        Report.line("calls of the application meanwhile: %s", after.isEmpty() ? "none" : after);
        Report.line("requests written: %d, for %d genuine deliveries", queue.events() - stored, answered);
    }

    /** Each way in which a stranger can come closest: a false signature costs most, since it has to be computed. */
    private List<Webhook> forged() {
        Stream<BiFunction<MultiMap, Integer, MultiMap>> ways = Stream.of(
                (headers, i) -> headers,
                (headers, i) -> headers.set("X-MS-Certificate-Url", headers.get("X-MS-Certificate-Url") + "?" + i),
                (headers, i) -> headers.set("X-MS-Certificate-Url", "https://forger.example/cert/" + i + ".cer"),
                (headers, i) -> headers.remove("Authorization"),
                (headers, i) -> headers.add("X-MS-Signature", "AAAA" + i),
                (headers, i) -> headers.set("X-MS-Signature-Algorithm", "none"));
        return ways.flatMap(way -> IntStream.range(0, 50)
                        .mapToObj(i -> new Webhook(
                                way.apply(
                                        MultiMap.caseInsensitiveMultiMap()
                                                .addAll(genuine.get(i).headers()),
                                        i),
                                Buffer.buffer("{\"EventName\": \"referral-updated\", \"forged\": " + i + "}"))))
                .toList();
    }

    private void noise() {
        Report.title("Noise on " + 20 * NOISE.size() + " connections");
        for (String bytes : NOISE) {
            try (Sockets sockets = new Sockets(connectors.port(), 20)) {
                sockets.send(bytes);
                genuine("", Duration.ofSeconds(2));
                sockets.look();
                Report.line("%-24s closed %s, still open %s", name(bytes), sockets.ended(), sockets.answered());
            }
        }
    }

    private static String name(String bytes) {
        return bytes.substring(0, Math.min(24, bytes.length())).replaceAll("[^ -~]+", ".");
    }

    private void slowBodies() {
        Report.title(SLOW + " bodies of which a byte comes each second");
        try (Sockets sockets = new Sockets(connectors.port(), SLOW)) {
            sockets.send(SLOW_HEAD);
            for (int second = 0; second < 13; second++) {
                sockets.send("x");
                genuine(second % 6 == 0 ? "genuine deliveries meanwhile" : "", Duration.ofSeconds(1));
                sockets.look();
            }
            sockets.look();
            Report.line("after 13 s closed %s, still open %d", sockets.ended(), sockets.open());
        }
    }

    private void idleConnections() {
        int wanted = Integer.getInteger("siege.connections", 10_000);
        Report.title(wanted + " idle connections");
        try (Sockets sockets = new Sockets(connectors.port(), wanted)) {
            Report.line(
                    "open %d, resident memory %d MB",
                    sockets.open(), connectors.process().megabytes("VmRSS"));
            genuine("genuine deliveries meanwhile", Duration.ofSeconds(10));
            sockets.send("POST /webhooks/partner-center HTTP/1.1\r\nHost: ");
            genuine("and with half a request on each", Duration.ofSeconds(10));
            Load.pause(Duration.ofSeconds(80));
            sockets.look();
            Report.line("after 80 s of silence closed %s, still open %d", sockets.ended(), sockets.open());
        }
        genuine("genuine deliveries after it", Duration.ofSeconds(10));
    }

    /** Fails when one of them isn't answered with 200. */
    private long genuine(String what, Duration during) {
        int count = (int) during.toSeconds() * GENUINE_PER_SECOND;
        List<Webhook> deliveries = IntStream.range(0, count)
                .mapToObj(i -> genuine.get(i % genuine.size()))
                .toList();
        Answers answers = load.over(during, connectors.webhook(), deliveries);
        if (!what.isEmpty()) {
            Report.line(
                    "%s: %d of %d answered with 200, p50 %.1f ms, p99 %.1f ms",
                    what, answers.count(), count, answers.percentile(0.5), answers.percentile(0.99));
        }
        return answers.count();
    }
}
