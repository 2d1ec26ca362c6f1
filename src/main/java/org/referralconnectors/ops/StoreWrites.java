package org.referralconnectors.ops;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.referralconnectors.store.Ticks;

/** Ready only while the store takes writes: without them every webhook gets 503. */
public final class StoreWrites extends AbstractHealthCheck {

    private static final String NAME = "store";
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final Ticks ticks;
    private CompletableFuture<Boolean> write = CompletableFuture.completedFuture(true);

    public StoreWrites(Ticks ticks) {
        super("connectors", NAME);
        this.ticks = ticks;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (writes()) {
            result.up();
        } else {
            result.message("The store takes no writes, so webhooks get 503: look at its disk, its locks and the log")
                    .down();
        }
    }

    private boolean writes() {
        try {
            pending().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException refused) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One write at a time, however often somebody asks while the store hangs. */
    private synchronized CompletableFuture<Boolean> pending() {
        if (write.isDone()) {
            write = CompletableFuture.supplyAsync(() -> ticks.claim("health", AGAIN_AFTER));
        }
        return write;
    }
}
