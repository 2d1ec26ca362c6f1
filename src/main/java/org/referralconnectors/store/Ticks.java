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
     * A tick for work that may take longer than any schedule's period.
     *
     * @param length for how long it is held without being kept
     * @param quiet for how long, from now, nobody else wins although the work has ended
     * @return empty while it is another's
     */
    public Optional<Turn> hold(String name, Duration length, Duration quiet) {
        return take(name, length).map(endsAt -> new Turn(this, name, length, quiet, endsAt));
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

    /** A turn ends later; empty where it was over and is another's by now. */
    Optional<Long> move(String name, long endsAt, Duration length) {
        return database.writeNow("", handle -> handle.createQuery(
                        """
                        UPDATE ticks SET due_at = <now> + :length WHERE name = :name AND due_at = :endsAt
                        RETURNING due_at
                        """)
                .bind("name", name)
                .bind("length", length.toMillis())
                .bind("endsAt", endsAt)
                .mapTo(Long.class)
                .findOne());
    }

    /** A turn ends at a time of its own. */
    void end(String name, long endsAt, long until) {
        database.executeNow("", handle -> handle.createUpdate(
                        "UPDATE ticks SET due_at = :until WHERE name = :name AND due_at = :endsAt")
                .bind("until", until)
                .bind("name", name)
                .bind("endsAt", endsAt)
                .execute());
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
