package org.referralconnectors.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * How far each work is that has the size of the store, or of a service's list. A walk's place goes to disk in the unit
 * that holds what its last page asked for, so that whoever goes on, now or after a crash, goes on behind that page.
 */
public final class Walks {
    private final Database database;

    public Walks(Database database) {
        this.database = database;
    }

    /**
     * @param name what walks, such as {@code lead-poll}, and of what, if there are several such as {@code replay
     *     0x80040220}
     * @param place where it goes on, in its walker's own form; null once it has ended
     * @param version grows with every page
     * @param cursorVersion of the cursor from which it began; 0 where it has none
     * @param began, moved by the database's clock: when it began, and when its last page went to disk
     * @param seen rows that it has looked at
     * @param requested runs that it has asked for, or rows that it has changed
     */
    public record Walk(
            String name,
            String place,
            long version,
            long cursorVersion,
            Instant began,
            Instant moved,
            long seen,
            long requested) {

        /** Nothing is known of a walk of this name. */
        static Walk none(String name) {
            return new Walk(name, null, 0, 0, Instant.EPOCH, Instant.EPOCH, 0, 0);
        }

        /** What was known of it, for one that begins anew. */
        public Walk afresh() {
            return new Walk(name, null, version, 0, Instant.EPOCH, Instant.EPOCH, 0, 0);
        }

        public boolean isOpen() {
            return place != null;
        }

        /** The word of its name that is the same for all of its kind. */
        public String kind() {
            return name.split(" ", 2)[0];
        }
    }

    /** As it is now: open, ended, or of version 0 where nobody has ever begun it. */
    public Walk find(String name) {
        return database.read(handle -> handle.createQuery("SELECT * FROM walks WHERE name = :name")
                .bind("name", name)
                .map(Walks::walk)
                .findOne()
                .orElseGet(() -> Walk.none(name)));
    }

    /**
     * A walk that has not ended.
     *
     * @param age since it began
     * @param still since its last page
     */
    public record Open(Walk walk, Duration age, Duration still) {}

    /** Those that have not ended, the longest under way first. */
    public List<Open> open() {
        return database.read(handle -> handle.createQuery(
                        "SELECT walks.*, <now> AS now FROM walks WHERE place IS NOT NULL ORDER BY began_at, name")
                .map((row, context) -> open(walk(row, context), Instant.ofEpochMilli(row.getLong("now"))))
                .list());
    }

    private static Open open(Walk walk, Instant now) {
        return new Open(walk, Duration.between(walk.began(), now), Duration.between(walk.moved(), now));
    }

    /** The first open one of a kind that nobody has moved for so long: whoever walked it has died, or was stopped. */
    public Optional<Walk> left(String kind, Duration still) {
        return database.read(handle -> handle.createQuery(
                        """
                        SELECT * FROM walks WHERE place IS NOT NULL AND moved_at \\<= <now> - :still
                            AND (name = :kind OR name LIKE :kind || ' %') ORDER BY began_at, name LIMIT 1
                        """)
                .bind("kind", kind)
                .bind("still", still.toMillis())
                .map(Walks::walk)
                .findOne());
    }

    /**
     * Begins, by compare-and-set; a walk that is open under this name begins anew.
     *
     * @param known what {@link #find} said
     * @param seen, requested by what the first page had, if it is written in this unit
     * @throws Cursors.CursorMoved when another process was first, which undoes the unit
     */
    public Walk begin(Handle handle, Walk known, String place, long cursorVersion, int seen, int requested) {
        return changed(
                known,
                handle.createQuery(
                                """
                        INSERT INTO walks (name, place, version, cursor_version, began_at, moved_at, seen, requested)
                        VALUES (:name, :place, 1, :cursor, <now>, <now>, :seen, :requested)
                        ON CONFLICT (name) DO UPDATE SET place = excluded.place, version = walks.version + 1,
                            cursor_version = excluded.cursor_version, began_at = excluded.began_at,
                            moved_at = excluded.moved_at, seen = excluded.seen, requested = excluded.requested
                        WHERE walks.version = :expected
                        RETURNING *
                        """)
                        .bind("name", known.name())
                        .bind("place", place)
                        .bind("cursor", cursorVersion)
                        .bind("seen", seen)
                        .bind("requested", requested)
                        .bind("expected", known.version())
                        .map(Walks::walk)
                        .findOne());
    }

    /**
     * Goes on, by compare-and-set.
     *
     * @param place null: this was the last page
     * @param seen, requested how many more
     * @throws Cursors.CursorMoved when another process was first, which undoes the unit
     */
    public Walk move(Handle handle, Walk from, String place, int seen, int requested) {
        return changed(
                from,
                handle.createQuery(
                                """
                        UPDATE walks SET place = :place, version = version + 1, moved_at = <now>,
                            seen = seen + :seen, requested = requested + :requested
                        WHERE name = :name AND version = :expected
                        RETURNING *
                        """)
                        .bind("place", place)
                        .bind("seen", seen)
                        .bind("requested", requested)
                        .bind("name", from.name())
                        .bind("expected", from.version())
                        .map(Walks::walk)
                        .findOne());
    }

    /** Forgets a walk, and where it was. */
    public void forget(Handle handle, String name) {
        handle.createUpdate("DELETE FROM walks WHERE name = :name")
                .bind("name", name)
                .execute();
    }

    private static Walk changed(Walk from, Optional<Walk> to) {
        return to.orElseThrow(() -> new Cursors.CursorMoved(from.name()));
    }

    private static Walk walk(ResultSet row, StatementContext context) throws SQLException {
        return new Walk(
                row.getString("name"),
                row.getString("place"),
                row.getLong("version"),
                row.getLong("cursor_version"),
                Instant.ofEpochMilli(row.getLong("began_at")),
                Instant.ofEpochMilli(row.getLong("moved_at")),
                row.getLong("seen"),
                row.getLong("requested"));
    }
}
