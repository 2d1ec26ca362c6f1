package org.referralconnectors.sync;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;
import org.referralconnectors.dynamics.Organisations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is known of the organisation fresh, on a thread of its own and at no pair's cost: while that fails, what
 * was known last serves on. Until it is known for the first time no request is claimed, so that a store that belongs to
 * another organisation is found out before anything is written.
 */
public final class Connection extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final AtomicReference<CompletableFuture<Void>> underWay = new AtomicReference<>();
    private final CamelContext context;
    private final Organisations organisations;
    private final Failures failures;
    private final Gates gates;
    private final Supplier<Instant> now;
    private final Runnable hint;
    private ExecutorService thread;
    private ProducerTemplate routes;

    /**
     * @param now by the clock by which requests are dated
     * @param hint told after each try
     */
    public Connection(
            CamelContext context,
            Organisations organisations,
            Failures failures,
            Gates gates,
            Supplier<Instant> now,
            Runnable hint) {
        this.context = context;
        this.organisations = organisations;
        this.failures = failures;
        this.gates = gates;
        this.now = now;
        this.hint = hint;
    }

    @Override
    protected void doStart() {
        routes = context.createProducerTemplate();
        thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "organisation"));
    }

    @Override
    protected void doStop() {
        thread.shutdownNow();
        routes.stop();
    }

    boolean isMade() {
        return organisations.current() != null;
    }

    /** Called every second; returns at once. */
    void tick() {
        if (organisations.isDue() && gates.isOpen("dynamics")) {
            learn();
        }
    }

    /** For an operator who asked then. Returns when it was tried, well or not, by a try that began after he asked. */
    public void learnNow(Instant asked) {
        learn().join(); // one under way may have begun before
        if (organisations.forgetBefore(asked)) {
            learn().join();
        }
        organisations.tried(asked);
    }

    private CompletableFuture<Void> learn() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> running = underWay.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        thread.execute(() -> {
            try {
                tryOnce();
            } catch (RuntimeException store) {
                LOG.warn("The organisation is not learned: {}", store.toString());
            } finally {
                underWay.set(null);
                mine.complete(null);
                hint.run();
            }
        });
        return mine;
    }

    private void tryOnce() {
        organisations.trying();
        Instant began = now.get();
        Exchange answer = routes.send("direct:dynamics-learn-organisation", exchange -> {});
        if (answer.getException() != null) {
            organisations.failed(failures.noted(answer));
        }
        organisations.tried(began);
    }
}
