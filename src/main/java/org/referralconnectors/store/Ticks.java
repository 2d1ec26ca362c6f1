package org.referralconnectors.store;

import java.time.Duration;

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
        return database.writeNow(
                "",
                handle -> handle.createUpdate(
                                        """
                        INSERT INTO ticks (name, due_at) VALUES (:name, <now> + :quiet)
                        ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at WHERE ticks.due_at \\<= <now>
                        """)
                                .bind("name", name)
                                .bind("quiet", quiet.toMillis())
                                .execute()
                        == 1);
    }

    /** Ends the quiet: the next who asks wins. */
    void release(String name) {
        database.executeNow("", handle -> handle.createUpdate("DELETE FROM ticks WHERE name = :name")
                .bind("name", name)
                .execute());
    }
}
