package org.referralconnectors.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.referralconnectors.bench.Services.Webhook;

/** Whole runs: from the webhook to both sides in step, and what they cost. */
final class Syncing {

    /** Longer than {@code sync.settle}, which is not what is measured. */
    static final Duration SETTLED = Duration.ofMillis(2_500);

    private static final int CONNECTIONS = 16;

    private final Load load;
    private final Services services;
    private final Queue queue;
    private int renamed;

    Syncing(Load load, Services services, Queue queue) {
        this.load = load;
        this.services = services;
        this.queue = queue;
    }

    /** New referrals: each becomes a lead, and learns its lead's id. */
    List<Webhook> create(Connectors connectors, int workers, int latency, int count) {
        List<Webhook> webhooks = services.create(count);
        services.latency(latency);
        Round round = round(connectors, webhooks);
        show("new", workers, latency, round, 4);
        return webhooks;
    }

    /** Referrals renamed in Partner Center: each lead gets the new name. */
    void change(Connectors connectors, int workers, int latency, int rounds, List<Webhook> webhooks) {
        services.latency(latency);
        Round all = changeOnce(connectors, webhooks);
        for (int i = 1; i < rounds; i++) {
            all = all.plus(changeOnce(connectors, webhooks));
        }
        show("changed", workers, latency, all, 3);
    }

    /** Also the way to warm up. */
    Round changeOnce(Connectors connectors, List<Webhook> webhooks) {
        services.rename("Company-" + ++renamed);
        Load.pause(SETTLED);
        return round(connectors, webhooks);
    }

    private Round round(Connectors connectors, List<Webhook> webhooks) {
        services.clear();
        Duration before = connectors.process().cpu();
        Duration theirs = services.cpu();
        int count = webhooks.size();
        long began = System.nanoTime();
        load.each(connectors.webhook(), CONNECTIONS, webhooks);
        Steady steady = steady(count * 8 / 10, count / 10);
        queue.awaitIdle();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Duration cpu = connectors.process().cpu().minus(before);
        return new Round(count, took, steady, cpu, services.cpu().minus(theirs), services.counts());
    }

    private Steady steady(int from, int to) {
        long first = queue.awaitLeft(from);
        long began = System.nanoTime();
        long runs = first - queue.awaitLeft(to);
        return new Steady(runs, Duration.ofNanos(System.nanoTime() - began));
    }

    /** Runs while all workers are busy: without the first ones, beside which webhooks are accepted, and the last. */
    record Steady(long runs, Duration took) {

        double perSecond() {
            return runs * 1e9 / took.toNanos();
        }
    }

    /** Some runs: how long they took together, the processor time of the application and of the services, the calls. */
    record Round(int runs, Duration took, Steady steady, Duration cpu, Duration theirs, Map<String, Long> calls) {

        Round plus(Round other) {
            Map<String, Long> both = new TreeMap<>(calls);
            other.calls.forEach((call, count) -> both.merge(call, count, Long::sum));
            Duration all = took.plus(other.took);
            return new Round(
                    runs + other.runs, all, other.steady, cpu.plus(other.cpu), theirs.plus(other.theirs), both);
        }

        double perSecond() {
            return runs * 1e9 / took.toNanos();
        }

        double millisEach(Duration spent) {
            return spent.toNanos() / 1e6 / runs;
        }
    }

    private static void show(String what, int workers, int latency, Round round, int calls) {
        String share = latency == 0
                ? ""
                : String.format(
                        ", while all are busy %.0f: %.0f %% of what the latency allows",
                        round.steady().perSecond(), round.steady().perSecond() * calls * latency / workers / 10);
        Report.line(
                "%-7s %2d workers, %2d ms: %5.0f pairs/s%s; %.2f ms of CPU each (the services %.2f), over %d",
                what,
                workers,
                latency,
                round.perSecond(),
                share,
                round.millisEach(round.cpu()),
                round.millisEach(round.theirs()),
                round.runs());
        round.calls().forEach((call, count) -> Report.line("        %.3f %s", count / (double) round.runs(), call));
    }
}
