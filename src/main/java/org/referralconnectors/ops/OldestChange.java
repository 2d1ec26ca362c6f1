package org.referralconnectors.ops;

import java.time.Duration;
import java.util.Optional;
import org.referralconnectors.store.Backlog;

/** DOWN while a change waits longer than it should. */
public final class OldestChange extends OperatorsCheck {

    private final Backlog backlog;
    private final Duration limit;

    public OldestChange(Backlog backlog, Duration limit) {
        super("oldest-change");
        this.backlog = backlog;
        this.limit = limit;
    }

    @Override
    Optional<String> wrong() {
        Duration oldest = backlog.counts().oldestUnsynced();
        return oldest.compareTo(limit) <= 0
                ? Optional.empty()
                : Optional.of("The oldest unsynced change is " + oldest.toMinutes() + " minutes old: look whether a"
                        + " system is paused, at the log, at sync.workers; the limit: health.oldest-unsynced-limit");
    }
}
