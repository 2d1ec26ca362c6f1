package org.referralconnectors.sync;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Claim;
import org.referralconnectors.store.RollCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Claims due requests and hands each to the route {@code run-request}. A hint wakes it at once; it looks every second
 * regardless, for retries, commands, other replicas and hints that never came. A few requests more than there are
 * workers are taken, so that a worker never waits for a claim, nor for the commit that ends the run before.
 */
public final class Dispatcher extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long LOOK_EVERY_MILLIS = 1_000;
    private static final long SHORTEST_WAIT_MILLIS = 10;
    private static final long FINISH_SECONDS = 20;

    private final CamelContext context;
    private final Heartbeat heartbeat;
    private final Backlog backlog;
    private final Runs runs;
    private final Failures failures;
    private final Gates gates;
    private final Connection connection;
    private final Tracing tracing;
    private final Hooks hooks;
    private final int ahead;
    private final Semaphore atWork;
    private final Semaphore hints = new Semaphore(0);
    private final RollCall rollCall = new RollCall();
    private ProducerTemplate routes;
    private ExecutorService pool;
    private volatile Thread loop;
    private long refreshedAt;

    public Dispatcher(
            CamelContext context,
            Heartbeat heartbeat,
            Backlog backlog,
            Runs runs,
            Failures failures,
            Gates gates,
            Connection connection,
            Tracing tracing,
            Hooks hooks,
            int workers) {
        this.context = context;
        this.heartbeat = heartbeat;
        this.backlog = backlog;
        this.runs = runs;
        this.failures = failures;
        this.gates = gates;
        this.connection = connection;
        this.tracing = tracing;
        this.hooks = hooks;
        this.ahead = workers + (workers + 3) / 4;
        this.atWork = new Semaphore(workers, true);
    }

    /** Something may be due. */
    public void hint() {
        hints.release();
    }

    /** Answered while somebody looks for work. */
    public void call(Runnable answered) {
        rollCall.call(loop, this::hint, answered);
    }

    public int running() {
        return heartbeat.running();
    }

    @Override
    protected void doStart() {
        routes = context.createProducerTemplate();
        heartbeat.start();
        connection.start();
        pool = Executors.newFixedThreadPool(ahead, task -> new Thread(task, "worker"));
        loop = new Thread(this::loop, "dispatcher");
        loop.start();
    }

    /** Takes no more requests and lets the runs end; what does not end in time comes back when its lease is over. */
    @Override
    protected void doStop() throws InterruptedException {
        hint();
        loop.join();
        pool.shutdown();
        if (!pool.awaitTermination(FINISH_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("{} runs did not end in time; they start again when their lease is over", running());
        }
        connection.stop();
        heartbeat.stop();
        routes.stop();
    }

    private void loop() {
        gates.refresh();
        while (isRunAllowed()) {
            rollCall.answer();
            try {
                hints.tryAcquire(look(), TimeUnit.MILLISECONDS);
                hints.drainPermits();
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("The store can't be read; trying again: {}", e.toString());
                LOG.debug("It said", e);
                pauseBriefly();
            }
        }
    }

    /** @return for how long nothing is to be done, unless a hint comes */
    private long look() {
        everySecond();
        int wanted = gates.admits(ahead - running());
        if (wanted == 0 || !connection.isMade() || !isRunAllowed()) {
            return LOOK_EVERY_MILLIS;
        }
        List<Claim> taken = heartbeat.claim(wanted);
        taken.forEach(claim -> pool.execute(() -> start(claim)));
        return taken.isEmpty() ? untilNext() : LOOK_EVERY_MILLIS;
    }

    /** So that a pair that settles, or is retried, does not wait for the next second. */
    private long untilNext() {
        long millis = backlog.nextDue().map(Duration::toMillis).orElse(LOOK_EVERY_MILLIS);
        return Math.max(SHORTEST_WAIT_MILLIS, Math.min(millis, LOOK_EVERY_MILLIS));
    }

    private void everySecond() {
        long now = System.nanoTime();
        if (now - refreshedAt > TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS)) {
            refreshedAt = now;
            gates.refresh();
            failures.tick();
            connection.tick();
        }
    }

    private void start(Claim claim) {
        try {
            heartbeat.work(claim, () -> tracing.run(claim, () -> work(claim)));
        } finally {
            hint();
        }
    }

    private void work(Claim claim) {
        try {
            run(runs.begin(claim));
        } catch (RuntimeException e) {
            LOG.error(
                    "Referral {}: its run could not be recorded; it comes back when its lease is over",
                    claim.referralId(),
                    e);
        } finally {
            MDC.remove(RunMeters.EXCHANGE);
        }
    }

    private void run(Run run) {
        if (!failures.givesUp(run)) {
            Exchange exchange = send(run);
            if (!run.isStored() && (exchange.getException() != null || Hooks.inside(exchange) != null)) {
                failures.settle(exchange); // a custom route's own error handler, or its stop, kept it from the policy
            }
            if (!run.isStored()) {
                failures.wentWell(exchange);
            }
        }
        if (!run.isStored()) {
            finish(run);
        }
        hooks.ended(routes, run);
    }

    private Exchange send(Run run) {
        atWork.acquireUninterruptibly();
        try {
            return routes.send("direct:run-request", exchange -> {
                MDC.put(RunMeters.EXCHANGE, exchange.getExchangeId());
                exchange.setVariable("run", run);
            });
        } finally {
            atWork.release();
        }
    }

    private void finish(Run run) {
        try {
            runs.finish(run);
        } catch (RuntimeException e) {
            failures.settle(run, e);
        }
    }

    private void pauseBriefly() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
