package org.referralconnectors.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.referralconnectors.bench.Services.Webhook;

/**
 * Everything at once, for as long as it is told to: each {@link Attack} with a tenth of its connections and anew every
 * minute, forged deliveries, genuine ones, and workers who sync what they tell. One line a minute; the heap is what a
 * full collection leaves.
 */
final class Enduring {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int PART = 10;
    private static final int NEW_PER_MINUTE = 20;

    private final Connectors connectors;
    private final Services services;
    private final Queue queue;
    private final Load load;
    private final List<Webhook> genuine;
    private final List<Webhook> forged;
    private final int perMinute;
    private final List<String> lost = new ArrayList<>();
    private int created;
    private long leads;

    /**
     * @param genuine sent over and over, each of a referral that has no lead yet
     * @param forged sent over and over
     * @param perMinute of the forged ones
     */
    Enduring(
            Connectors connectors,
            Services services,
            Queue queue,
            Load load,
            List<Webhook> genuine,
            List<Webhook> forged,
            int perMinute) {
        this.connectors = connectors;
        this.services = services;
        this.queue = queue;
        this.load = load;
        this.genuine = genuine;
        this.forged = forged;
        this.perMinute = perMinute;
        this.created = genuine.size();
    }

    /** Fails at its end when a genuine delivery was lost, and at once when the process has ended. */
    void run(int minutes) {
        Report.title("Everything at once for " + minutes + " minutes");
        services.clear();
        queue.resume();
        try (Flood flood = new Flood(connectors.webhook(), perMinute, forged)) {
            for (int minute = 1; minute <= minutes; minute++) {
                Report.line("minute %d: %s", minute, minute());
            }
            Report.line("forged deliveries: %d, answered %s", flood.sent(), flood.statuses());
        }
        queue.awaitIdle();
        count();
        Report.line("leads made: %d of %d referrals; genuine deliveries lost: %s", leads, created, lost);
        if (leads != created || !lost.isEmpty()) {
            throw new IllegalStateException("A genuine delivery was lost");
        }
    }

    private String minute() {
        List<Strangers> all = Attack.all().stream()
                .filter(attack -> attack.connections() > 0)
                .map(attack -> new Strangers(attack.part(PART), connectors.port()))
                .toList();
        String felt = genuine();
        all.forEach(Strangers::close);
        count();
        if (!connectors.process().isAlive()) {
            throw new IllegalStateException("The process ended");
        }
        return "%s, ready %s, resident %d MB, heap %.1f MB, %d leads; strangers: %s"
                .formatted(
                        felt,
                        connectors.isReady(),
                        connectors.process().megabytes("VmRSS"),
                        liveHeap() / 1e6,
                        leads,
                        answers(all));
    }

    private String genuine() {
        List<Webhook> fresh = services.create(NEW_PER_MINUTE);
        created += fresh.size();
        List<Webhook> deliveries = IntStream.range(0, 1_200)
                .mapToObj(i -> i % 60 == 0 ? fresh.get(i / 60) : genuine.get(i % genuine.size()))
                .toList();
        try {
            Answers answers = load.over(MINUTE, connectors.webhook(), deliveries);
            return "%d answered with 200, p50 %.1f ms, p99 %.1f ms, %d sent again"
                    .formatted(answers.count(), answers.percentile(0.5), answers.percentile(0.99), answers.repeated());
        } catch (CompletionException notAnswered) {
            lost.add(notAnswered.getCause().toString());
            return "a genuine delivery was lost: " + notAnswered.getCause();
        }
    }

    /** And forgets the calls, which would fill the memory of who counts them. */
    private void count() {
        services.counts()
                .forEach((call, count) -> leads += call.matches("dynamics PATCH .*/leads\\(.* 201") ? count : 0);
        services.clear();
    }

    private static Map<String, Integer> answers(List<Strangers> all) {
        Map<String, Integer> sum = new TreeMap<>();
        all.forEach(strangers ->
                strangers.answers().forEach((answer, count) -> sum.merge(answer, count.get(), Integer::sum)));
        return sum;
    }

    private long liveHeap() {
        try {
            return connectors.process().liveHeap();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
