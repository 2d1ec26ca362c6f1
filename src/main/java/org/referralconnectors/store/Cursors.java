package org.referralconnectors.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How far a poll or sweep has come, stored together with the requests that it found. */
public final class Cursors {
    private final Database database;

    public Cursors(Database database) {
        this.database = database;
    }

    /** @param version grows by one with each advance */
    public record Cursor(String value, long version) {}

    public Optional<Cursor> read(String name) {
        return database.read(handle -> handle.createQuery("SELECT value, version FROM cursors WHERE name = :name")
                .bind("name", name)
                .map((row, context) -> new Cursor(row.getString("value"), row.getLong("version")))
                .findOne());
    }

    /**
     * Compare-and-set.
     *
     * @param expectedVersion of the cursor from which the work began; 0: there was none
     * @throws CursorMoved when another replica was first, which undoes the unit
     */
    public void advance(Handle handle, String name, String value, long expectedVersion) {
        int changed = handle.createUpdate(
                        expectedVersion == 0
                                ? "INSERT INTO cursors (name, value, version) VALUES (:name, :value, 1)"
                                        + " ON CONFLICT DO NOTHING"
                                : """
                                UPDATE cursors SET value = :value, version = version + 1
                                WHERE name = :name AND version = :expected
                                """)
                .bind("name", name)
                .bind("value", value)
                .bind("expected", expectedVersion)
                .execute();
        if (changed == 0) {
            throw new CursorMoved(name);
        }
    }

    /** Replaces it, whoever was there before: for what is true whoever says it last. */
    public void put(Handle handle, String name, String value) {
        handle.createUpdate(
                        """
                        INSERT INTO cursors (name, value, version) VALUES (:name, :value, 1)
                        ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = cursors.version + 1
                        """)
                .bind("name", name)
                .bind("value", value)
                .execute();
    }

    /** Somebody else has advanced the cursor. */
    public static final class CursorMoved extends RuntimeException {
        CursorMoved(String name) {
            super("The cursor " + name + " was advanced by another process");
        }
    }
}
