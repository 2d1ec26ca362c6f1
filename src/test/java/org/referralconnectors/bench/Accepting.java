package org.referralconnectors.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.referralconnectors.bench.Services.Webhook;

/**
 * Webhooks verified and on disk, beside an echo and beside one commit per row, in turn, while the workers are paused.
 */
final class Accepting {

    private static final List<Integer> CONNECTIONS = List.of(1, 16, 32, 64);

    private final Load load;
    private final Path folder;
    private final Duration each;

    Accepting(Load load, Path folder, Duration each) {
        this.load = load;
        this.folder = folder;
        this.each = each;
    }

    void measure(Connectors connectors, Queue queue, List<Webhook> webhooks) {
        int port = freePort();
        List<String> options = Connectors.jvm();
        Path log = folder.resolve("yardsticks.log");
        try (Forked yardsticks =
                new Forked(log, options, Yardsticks.class, Integer.toString(port), folder.toString())) {
            yardsticks.readLine();
            String echo = "http://localhost:" + port + "/echo";
            String row = "http://localhost:" + port + "/row";
            long accepted = warmUp(connectors.webhook(), echo, row, webhooks);
            for (int connections : CONNECTIONS) {
                accepted += measure(connectors.webhook(), echo, row, connections, webhooks);
            }
            requireOnDisk(accepted, queue.events());
        }
    }

    private long warmUp(String webhook, String echo, String row, List<Webhook> webhooks) {
        load.during(each, echo, 32, webhooks);
        load.during(each.dividedBy(4), row, 32, webhooks);
        return load.during(each.multipliedBy(2), webhook, 32, webhooks).count();
    }

    private long measure(String webhook, String echo, String row, int connections, List<Webhook> webhooks) {
        Answers echoed = load.during(each.dividedBy(2), echo, connections, webhooks);
        Answers accepted = load.during(each, webhook, connections, webhooks);
        Answers rows = load.during(each.dividedBy(2), row, connections, webhooks);
        Report.line(
                "%2d connections: %6.0f/s accepted (p50 %.1f ms, p99 %.1f ms); echo %6.0f/s, ratio %.2f;"
                        + " one commit per row %5.0f/s, ratio %.1f",
                connections,
                accepted.perSecond(),
                accepted.percentile(0.5),
                accepted.percentile(0.99),
                echoed.perSecond(),
                accepted.perSecond() / echoed.perSecond(),
                rows.perSecond(),
                accepted.perSecond() / rows.perSecond());
        return accepted.count();
    }

    private static void requireOnDisk(long accepted, long stored) {
        if (stored != accepted) {
            throw new IllegalStateException(accepted + " webhooks were accepted, but " + stored + " are on disk");
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
