package org.referralconnectors.store;

import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;

/** What one caller wants to happen as a whole; it may be run again until it is told how it went. */
final class Unit<T> {
    private final String sortKey;
    private final HandleCallback<T, RuntimeException> work;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private T result;

    Unit(String sortKey, HandleCallback<T, RuntimeException> work) {
        this.sortKey = sortKey;
        this.work = work;
    }

    String sortKey() {
        return sortKey;
    }

    CompletableFuture<T> future() {
        return future;
    }

    void run(Handle handle) {
        result = work.withHandle(handle);
    }

    void succeed() {
        future.complete(result);
    }

    void fail(Throwable e) {
        future.completeExceptionally(e);
    }

    /** Nobody waits for ever for one whose writer came to an end over it. */
    void abandon() {
        if (!future.isDone()) {
            fail(new StoreUnavailable("The store's writer has ended: the log says why"));
        }
    }
}
