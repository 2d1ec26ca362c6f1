package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.HandleCallback;
import org.referralconnectors.store.Cursors.Cursor;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Turn;
import org.referralconnectors.store.Walks.Walk;

/**
 * One walk down a list, by this process. What a page asked for and the place behind it go to disk in one commit, by
 * compare-and-set: of two processes that walk one list all the same, one stops.
 */
final class ListWalk {

    private static final int CHUNK = 500;

    private final Tables tables;
    private final String name;
    private final Cursor cursor;
    private final Turn turn;
    private final BooleanSupplier working;
    private final Runnable hint;
    private Walk walk;

    private ListWalk(Tables tables, Walk walk, Cursor cursor, Turn turn, BooleanSupplier working, Runnable hint) {
        this.tables = tables;
        this.name = walk.name();
        this.cursor = cursor;
        this.turn = turn;
        this.working = working;
        this.hint = hint;
        this.walk = walk.isOpen() && walk.cursorVersion() == cursorVersion() ? walk : walk.afresh();
    }

    /** From the cursor that the last one left, or from where one that began there was left. */
    static ListWalk withCursor(Tables tables, String name, Turn turn, BooleanSupplier working, Runnable hint) {
        Cursor cursor = tables.cursors().read(name).orElseGet(() -> new Cursor("", 0));
        return new ListWalk(tables, tables.walks().find(name), cursor, turn, working, hint);
    }

    /** One that leaves no cursor, and for which nobody waits for a turn. */
    static ListWalk once(Tables tables, Walk known, BooleanSupplier working, Runnable hint) {
        return new ListWalk(tables, known, null, null, working, hint);
    }

    /** Empty: none. */
    String cursor() {
        return cursor == null ? "" : cursor.value();
    }

    /** Where a walk from the same cursor was left. */
    Optional<JsonNode> place() {
        return walk.isOpen() ? Optional.of(ListWalks.json(walk.place())) : Optional.empty();
    }

    /** What no other walk of this list is called that begins now. */
    String number() {
        return cursorVersion() + "." + walk.version();
    }

    /** How far it is, all that went before a break included. */
    Walk soFar() {
        return walk;
    }

    /** False where it has to stop between two pages. */
    boolean goesOn() {
        return working.getAsBoolean() && (turn == null || turn.isHeld());
    }

    /** There is no way on from a page: what it asked for is kept, and so is the place before it. */
    void keep(List<Event> events) {
        request(events, handle -> walk);
    }

    /**
     * @param place behind the page
     * @param seen how many rows it had
     */
    void page(JsonNode place, int seen, List<Event> events) {
        Walk known = walk;
        request(
                events,
                handle -> known.isOpen()
                        ? tables.walks().move(handle, known, place.toString(), seen, events.size())
                        : tables.walks().begin(handle, known, place.toString(), cursorVersion(), seen, events.size()));
    }

    /** The last page. @param newCursor where the next walk begins; ignored by one that leaves none */
    void end(String newCursor, int seen, List<Event> events) {
        Walk known = walk;
        request(events, handle -> {
            if (cursor != null) {
                tables.cursors().advance(handle, name, newCursor, cursor.version());
            }
            if (known.isOpen()) {
                return tables.walks().move(handle, known, null, seen, events.size());
            }
            return cursor == null ? tables.walks().begin(handle, known, null, 0, seen, events.size()) : known;
        });
    }

    /** Goes on elsewhere at the next tick. @param place empty: from the cursor */
    void startOver(Optional<? extends JsonNode> place) {
        Walk known = walk;
        if (place.isPresent()) {
            request(List.of(), handle -> tables.walks()
                    .begin(handle, known, place.get().toString(), cursorVersion(), 0, 0));
        } else if (known.isOpen()) {
            request(List.of(), handle -> tables.walks().move(handle, known, null, 0, 0));
        }
    }

    /** Units hold at most five hundred requests; the place is in the last one, and is compared before all else. */
    private void request(List<Event> events, HandleCallback<Walk, RuntimeException> place) {
        int from = 0;
        for (; events.size() - from > CHUNK; from += CHUNK) {
            List<Event> chunk = events.subList(from, from + CHUNK);
            tables.database().executeNow("", handle -> tables.requests().requestAll(handle, chunk));
        }
        List<Event> last = events.subList(from, events.size());
        walk = tables.database().writeNow("", handle -> {
            Walk moved = place.withHandle(handle);
            tables.requests().requestAll(handle, last);
            return moved;
        });
        if (turn != null) {
            turn.moved();
        }
        hint.run();
    }

    private long cursorVersion() {
        return cursor == null ? 0 : cursor.version();
    }
}
