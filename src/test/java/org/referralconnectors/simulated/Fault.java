package org.referralconnectors.simulated;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What goes wrong with one call.
 *
 * @param answer given instead of the service's own; for {@link Kind#ANSWER} only
 * @param delay before anything else happens
 * @param released when a call that is held may go on
 */
record Fault(Kind kind, Answer answer, Duration delay, CompletableFuture<Void> released) {
    enum Kind {
        NONE,
        ANSWER,
        RESET_BEFORE,
        RESET_AFTER,
        SILENT_BEFORE,
        SILENT_AFTER,
        ENDLESS,
        DRIPPING
    }

    static final Fault NONE = new Fault(Kind.NONE, null, Duration.ZERO);

    Fault(Kind kind, Answer answer, Duration delay) {
        this(kind, answer, delay, CompletableFuture.completedFuture(null));
    }

    /** Whether the service never gets to see the call. */
    boolean replacesService() {
        return kind == Kind.ANSWER
                || kind == Kind.RESET_BEFORE
                || kind == Kind.SILENT_BEFORE
                || kind == Kind.ENDLESS
                || kind == Kind.DRIPPING;
    }
}
