package org.referralconnectors.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * The brake on moves that can't be taken back, such as closing, deleting and recreating: only so many pairs may make
 * one within an hour, and what goes beyond waits until an operator approves it.
 */
public final class Moves {
    private static final Duration WINDOW = Duration.ofHours(1);
    private final Database database;

    public Moves(Database database) {
        this.database = database;
    }

    public enum Verdict {
        MADE,
        HELD
    }

    /** Whether one more pair may move when so many others have moved within the hour; asked within a unit or a read. */
    @FunctionalInterface
    public interface Room {
        boolean isLeft(Handle handle, int others);
    }

    /** A move that waits for an operator. */
    public record Held(String referralId, String kind, Instant since) {}

    /**
     * Asks to make a move. The same question gets the same answer, so that a run may be repeated; a held one stays held
     * until it is approved or withdrawn.
     *
     * @param room for moves of any kind, without approval
     */
    public Verdict tryMove(Handle handle, String referralId, String kind, Room room) {
        oneAtATime(handle);
        String state = state(handle, referralId, kind);
        if (state.equals("made") || state.equals("held")) {
            return Verdict.valueOf(state.toUpperCase(Locale.ROOT));
        }
        boolean approved = state.equals("approved");
        boolean goes = approved || room.isLeft(handle, otherPairs(handle, referralId));
        put(handle, referralId, kind, goes ? "made" : "held", goes && !approved);
        return goes ? Verdict.MADE : Verdict.HELD;
    }

    /** Remembers a move that may not be made, until it is approved or withdrawn. */
    public void hold(Handle handle, String referralId, String kind) {
        if (!state(handle, referralId, kind).equals("held")) {
            put(handle, referralId, kind, "held", false);
        }
    }

    /** What {@link #tryMove} would answer now; nothing is asked for. */
    public Verdict foresee(String referralId, String kind, Room room) {
        return database.read(handle -> {
            String state = state(handle, referralId, kind);
            boolean held =
                    state.equals("held") || state.equals("new") && !room.isLeft(handle, otherPairs(handle, referralId));
            return held ? Verdict.HELD : Verdict.MADE;
        });
    }

    /**
     * Removes some of what was made so long ago that it counts no more.
     *
     * @return how many, at most {@code chunk}
     */
    int forgetMade(Handle handle, int chunk) {
        return handle.createUpdate(
                        """
                        DELETE FROM moves WHERE state = 'made' AND (referral_id, kind) IN (
                            SELECT referral_id, kind FROM moves
                            WHERE state = 'made' AND at \\<= <now> - :window ORDER BY at LIMIT :chunk)
                        """)
                .bind("window", WINDOW.toMillis())
                .bind("chunk", chunk)
                .execute();
    }

    /** Forgets moves of a pair that are held but not wanted any more. */
    public void withdraw(Handle handle, String referralId) {
        handle.createUpdate("DELETE FROM moves WHERE referral_id = :id AND state <> 'made'")
                .bind("id", referralId)
                .execute();
    }

    /** What waits for an operator, the longest waiting first. */
    public List<Held> held() {
        return database.read(handle -> handle.createQuery(
                        "SELECT referral_id, kind, at FROM moves WHERE state = 'held' ORDER BY at, referral_id, kind")
                .map((row, context) -> new Held(
                        row.getString("referral_id"), row.getString("kind"), Instant.ofEpochMilli(row.getLong("at"))))
                .list());
    }

    /** Lets one move go when its pair runs next; {@code false} when it isn't held any more. */
    public boolean approve(Handle handle, Held move) {
        return handle.createUpdate(
                                """
                        UPDATE moves SET state = 'approved'
                        WHERE referral_id = :id AND kind = :kind AND state = 'held'
                        """)
                        .bind("id", move.referralId())
                        .bind("kind", move.kind())
                        .execute()
                == 1;
    }

    /** A row that every asker locks, since two replicas that count at the same time would both find room. */
    private static void oneAtATime(Handle handle) {
        handle.execute("INSERT INTO facts (name, value) VALUES ('brake', '')"
                + " ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    }

    /** What is known of this move; one made over an hour ago is done with, and the next one is another. */
    private static String state(Handle handle, String referralId, String kind) {
        return handle.createQuery(
                        """
                        SELECT state FROM moves WHERE referral_id = :id AND kind = :kind
                            AND (state <> 'made' OR at > <now> - :window)
                        """)
                .bind("id", referralId)
                .bind("kind", kind)
                .bind("window", WINDOW.toMillis())
                .mapTo(String.class)
                .findOne()
                .orElse("new");
    }

    private static int otherPairs(Handle handle, String referralId) {
        return handle.createQuery(
                        """
                        SELECT COUNT(DISTINCT referral_id) FROM moves
                        WHERE counted = 1 AND at > <now> - :window AND referral_id <> :id
                        """)
                .bind("window", WINDOW.toMillis())
                .bind("id", referralId)
                .mapTo(Integer.class)
                .one();
    }

    private static void put(Handle handle, String referralId, String kind, String state, boolean counted) {
        handle.createUpdate(
                        """
                        INSERT INTO moves (referral_id, kind, state, counted, at)
                        VALUES (:id, :kind, :state, :counted, <now>)
                        ON CONFLICT (referral_id, kind) DO UPDATE SET
                            state = excluded.state, counted = excluded.counted, at = excluded.at
                        """)
                .bind("id", referralId)
                .bind("kind", kind)
                .bind("state", state)
                .bind("counted", counted ? 1 : 0)
                .execute();
    }
}
