package org.referralconnectors.store;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.HandleCallback;

/** Changes a pair while no run has it: a run keeps what it read when it began, and its end would undo the change. */
public final class BetweenRuns {

    private static final long AGAIN_MILLIS = 50;
    /** A run of a process that died is over with its lease. */
    private static final long TRIES = 2 * Claims.LEASE.toMillis() / AGAIN_MILLIS;

    private final Database database;
    private final Requests requests;

    public BetweenRuns(Database database) {
        this.database = database;
        this.requests = new Requests(database);
    }

    /**
     * Waits for the pair's run to end, then changes the pair before the next begins.
     *
     * @throws IllegalStateException when the pair never stops running
     */
    public <T> T change(String referralId, HandleCallback<T, RuntimeException> change) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<T> changed = database.writeNow(
                    referralId,
                    handle -> requests.hold(handle, referralId)
                            ? Optional.of(change.withHandle(handle))
                            : Optional.empty());
            if (changed.isPresent()) {
                return changed.get();
            }
            pause();
        }
        throw new IllegalStateException("referral " + referralId + " is being worked on all the time: try again later");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
