package org.referralconnectors.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.referralconnectors.bench.Services.Webhook;

/** One {@link Attack} for some seconds, and what genuine deliveries feel of it meanwhile, 20 a second. */
final class Wave {

    private static final int GENUINE_PER_SECOND = 20;
    private static final double MOST_MILLIS = 500;

    /**
     * @param strangers what they did and heard
     * @param median of the genuine deliveries, in milliseconds
     * @param slowest of a hundred of them
     * @param repeated genuine deliveries whose connection ended first, so that they were sent again
     * @param megabytes resident
     */
    record Outcome(String strangers, double median, double slowest, int repeated, long megabytes) {

        boolean isQuick() {
            return slowest < MOST_MILLIS;
        }

        @Override
        public String toString() {
            return "all genuine deliveries answered with 200, p50 %.1f ms, p99 %.1f ms, %d sent again, resident %d MB; strangers: %s"
                    .formatted(median, slowest, repeated, megabytes, strangers);
        }
    }

    private Wave() {}

    /** Fails when a genuine delivery isn't answered with 200. */
    static Outcome of(Attack attack, Duration time, Connectors connectors, Load load, List<Webhook> genuine) {
        try (Strangers strangers = new Strangers(attack, connectors.port())) {
            Answers answers = load.over(time, connectors.webhook(), some(genuine, time));
            return new Outcome(
                    strangers.toString(),
                    answers.percentile(0.5),
                    answers.percentile(0.99),
                    answers.repeated(),
                    connectors.process().megabytes("VmRSS"));
        }
    }

    private static List<Webhook> some(List<Webhook> genuine, Duration time) {
        return IntStream.range(0, (int) time.toSeconds() * GENUINE_PER_SECOND)
                .mapToObj(i -> genuine.get(i % genuine.size()))
                .toList();
    }
}
