package org.referralconnectors.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.referralconnectors.bench.Services.Webhook;

/** What one event, and a storm of them, sets going. */
final class Waking {

    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration STORM = Duration.ofSeconds(2);
    private static final int STORM_PAIRS = 100;
    private static final int EVENTS_PER_PAIR = 100;

    private final Load load;
    private final Services services;
    private final Queue queue;

    Waking(Load load, Services services, Queue queue) {
        this.load = load;
        this.services = services;
        this.queue = queue;
    }

    /** At idle, from the webhook's 200 to the first remote call having been answered. */
    void first(Connectors connectors, List<Webhook> webhooks) {
        List<Double> millis = new ArrayList<>();
        Load.pause(Syncing.SETTLED);
        for (Webhook webhook : webhooks) {
            queue.awaitIdle();
            services.clear();
            Load.pause(QUIET);
            load.each(connectors.webhook(), 1, List.of(webhook));
            long answered = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            millis.add((firstCall() - answered) / 1000.0);
        }
        Collections.sort(millis);
        Report.line(
                "from the 200 to the first remote call at idle: p50 %.1f ms, longest %.1f ms of %d",
                millis.get(millis.size() / 2), millis.get(millis.size() - 1), millis.size());
    }

    private long firstCall() {
        long first = services.first();
        while (first == 0) {
            Load.pause(Duration.ofMillis(1));
            first = services.first();
        }
        return first;
    }

    /** Many events over few pairs. */
    void storm(Connectors connectors, List<Webhook> webhooks) {
        List<Webhook> events = new ArrayList<>();
        for (int i = 0; i < EVENTS_PER_PAIR; i++) {
            events.addAll(webhooks.subList(0, STORM_PAIRS));
        }
        Collections.shuffle(events, new Random(1));
        long before = connectors.runs();
        Answers answers = load.over(STORM, connectors.webhook(), events);
        queue.awaitIdle();
        Report.line(
                "%d events over %d pairs within %d s cost %d runs (p99 of the webhook %.1f ms)",
                answers.count(), STORM_PAIRS, STORM.toSeconds(), connectors.runs() - before, answers.percentile(0.99));
    }
}
