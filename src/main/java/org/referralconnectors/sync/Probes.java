package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.referralconnectors.auth.NotTheService;
import org.referralconnectors.store.Ticks;

/**
 * Asks a system a question of its own, which concerns no pair: whether it answers us at all. It counts as answering
 * after three good answers in a row, so that one that fails every other call doesn't. Whoever asks while a probe is
 * under way shares its outcome.
 */
public final class Probes {

    private static final int IN_A_ROW = 3;
    private static final Duration FRESH = Duration.ofSeconds(30);

    /** What the connector routes read of a caller. */
    public record Question(String path, String query) {}

    /** @param isOwn whether an answer is one that only this system gives us */
    private record Probe(String route, String variable, Question question, Predicate<JsonNode> isOwn) {}

    private final Map<String, Probe> probes;
    private final Map<String, CompletableFuture<Optional<Failure>>> underWay = new ConcurrentHashMap<>();
    private final Map<String, Instant> answered = new ConcurrentHashMap<>();
    private final Gates gates;
    private final Ticks ticks;
    private final Clock clock;
    private Function<String, Optional<Failure>> question = system -> Optional.empty();
    private Executor threads = Runnable::run;
    private Runnable stop = () -> {};

    /** @param isOurs whether an answer to {@code WhoAmI} is our organisation's */
    public Probes(Gates gates, Ticks ticks, Predicate<JsonNode> isOurs, Clock clock) {
        this.gates = gates;
        this.ticks = ticks;
        this.clock = clock;
        this.probes = Map.of(
                "dynamics", new Probe("dynamics-get-answer", "question", new Question("WhoAmI", null), isOurs),
                "partner-center",
                        new Probe(
                                "partner-center-list-referrals",
                                "sweep",
                                new Question("", "$top=1"),
                                answer -> answer.path("value").isArray()));
    }

    /** Until then every system counts as one that answers. */
    public void start(CamelContext context) {
        ProducerTemplate routes = context.createProducerTemplate();
        ExecutorService pool = Executors.newFixedThreadPool(probes.size(), task -> new Thread(task, "probe"));
        stop = () -> {
            pool.shutdownNow();
            routes.stop();
        };
        start(system -> once(routes, probes.get(system)), pool);
    }

    /** @param once asks a system once; why it does not answer, or empty */
    void start(Function<String, Optional<Failure>> once, Executor on) {
        question = once;
        threads = on;
    }

    public void stop() {
        stop.run();
    }

    /** Why it does not answer; empty when it does. */
    Optional<Failure> failure(String system) {
        return ask(system).join();
    }

    /** As {@link #failure}, but a good answer serves for a while: for who asks once for each of many ids. */
    Optional<Failure> recent(String system) {
        Instant good = answered.get(system);
        boolean isFresh = good != null && good.plus(FRESH).isAfter(clock.instant());
        return isFresh ? Optional.empty() : failure(system);
    }

    /** As {@link #failure}, for who does not wait. */
    CompletableFuture<Optional<Failure>> ask(String system) {
        CompletableFuture<Optional<Failure>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Failure>> running = underWay.putIfAbsent(system, mine);
        if (running != null) {
            return running;
        }
        try {
            threads.execute(() -> tell(mine, system));
        } catch (RejectedExecutionException stopping) {
            tell(mine, system, Optional.empty());
        }
        return mine;
    }

    /** Whether the store takes writes, by some that concern no pair. */
    boolean storeTakesWrites() {
        try {
            for (int i = 0; i < IN_A_ROW; i++) {
                ticks.claim("probe", Duration.ZERO);
            }
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    private void tell(CompletableFuture<Optional<Failure>> whoAsked, String system) {
        Optional<Failure> failure = Optional.empty();
        try {
            for (int i = 0; i < IN_A_ROW && failure.isEmpty(); i++) {
                failure = gates.probe(() -> question.apply(system));
            }
        } finally {
            tell(whoAsked, system, failure);
        }
    }

    private void tell(CompletableFuture<Optional<Failure>> whoAsked, String system, Optional<Failure> outcome) {
        if (outcome.isEmpty()) {
            answered.put(system, clock.instant());
        }
        underWay.remove(system);
        whoAsked.complete(outcome);
    }

    private Optional<Failure> once(ProducerTemplate routes, Probe probe) {
        Exchange answer = routes.send(
                "direct:" + probe.route(), exchange -> exchange.setVariable(probe.variable(), probe.question()));
        Throwable thrown = answer.getException();
        if (thrown == null && !probe.isOwn().test(answer.getMessage().getBody(JsonNode.class))) {
            thrown = new NotTheService(200);
        }
        return Optional.ofNullable(thrown)
                .map(Failure::cause)
                .map(cause -> Failure.of(cause, probe.route(), clock.instant()));
    }
}
