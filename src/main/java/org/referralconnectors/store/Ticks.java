package org.referralconnectors.store;

import java.time.Duration;
import java.util.Optional;

/** Lets one replica at a time follow a schedule that all of them have. */
public final class Ticks {
    private final Database database;

    public Ticks(Database database) {
        this.database = database;
    }

    /**
     * @param quiet for how long nobody else wins; clearly less than the schedule's period, since clocks differ
     * @return {@code true} for exactly one of those who ask
     */
    public boolean claim(String name, Duration quiet) {
        return take(name, quiet).isPresent();
    }

    /**
     * A turn that can be given back before its time is over.
     *
     * @return when it ends, which is later than that of any turn before it and so tells them apart; empty while it is
     *     another's
     */
    Optional<Long> take(String name, Duration length) {
        return database.writeNow("", handle -> handle.createQuery(
                        """
                        INSERT INTO ticks (name, due_at) VALUES (:name, <now> + :length)
                        ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at WHERE ticks.due_at \\<= <now>
                        RETURNING due_at
                        """)
                .bind("name", name)
                .bind("length", length.toMillis())
                .mapTo(Long.class)
                .findOne());
    }

    /** Ends a turn, so that the next who asks wins; one that was over before is another's by now, and stays. */
    void release(String name, long endsAt) {
        database.executeNow(
                "", handle -> handle.createUpdate("DELETE FROM ticks WHERE name = :name AND due_at = :endsAt")
                        .bind("name", name)
                        .bind("endsAt", endsAt)
                        .execute());
    }
}
