package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.Cursors.Cursor;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Tables;
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
    private final BooleanSupplier goesOn;
    private final Runnable hint;
    private Walk walk;

    private ListWalk(Tables tables, Walk walk, Cursor cursor, BooleanSupplier goesOn, Runnable hint) {
        this.tables = tables;
        this.name = walk.name();
        this.cursor = cursor;
        this.goesOn = goesOn;
        this.hint = hint;
        this.walk = walk.isOpen() && walk.cursorVersion() == cursorVersion() ? walk : walk.afresh();
    }

    /** From the cursor that the last one left, or from where one that began there was left. */
    static ListWalk withCursor(Tables tables, String name, BooleanSupplier goesOn, Runnable hint) {
        Cursor cursor = tables.cursors().read(name).orElseGet(() -> new Cursor("", 0));
        return new ListWalk(tables, tables.walks().find(name), cursor, goesOn, hint);
    }

    static ListWalk once(Tables tables, Walk known, BooleanSupplier goesOn, Runnable hint) {
        return new ListWalk(tables, known, null, goesOn, hint);
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
        return goesOn.getAsBoolean();
    }

    /** There is no way on from a page: what it asked for is kept, and so is the place before it. */
    void keep(List<Event> events) {
        request(events, handle -> {}, handle -> {});
    }

    /**
     * @param place behind the page
     * @param seen how many rows it had
     * @param more what else belongs to it
     */
    void page(JsonNode place, int seen, List<Event> events, Consumer<Handle> more) {
        Walk known = walk;
        boolean open = walk.isOpen();
        Walk[] moved = new Walk[1];
        request(
                events,
                handle -> moved[0] = open
                        ? tables.walks().move(handle, known, place.toString(), seen, events.size())
                        : tables.walks().begin(handle, known, place.toString(), cursorVersion(), seen, events.size()),
                more);
        walk = moved[0];
    }

    /** The last page. @param newCursor where the next walk begins; ignored by one that leaves none */
    void end(String newCursor, int seen, List<Event> events, Consumer<Handle> more) {
        Walk known = walk;
        boolean open = walk.isOpen();
        Walk[] moved = {walk};
        request(
                events,
                handle -> {
                    if (open) {
                        moved[0] = tables.walks().move(handle, known, null, seen, events.size());
                    } else if (cursor == null) {
                        moved[0] = tables.walks().begin(handle, known, null, 0, seen, events.size());
                    }
                    if (cursor != null) {
                        tables.cursors().advance(handle, name, newCursor, cursor.version());
                    }
                },
                more);
        walk = moved[0];
    }

    /** Goes on elsewhere at the next tick. @param place empty: from the cursor */
    void startOver(Optional<? extends JsonNode> place) {
        boolean open = walk.isOpen();
        tables.database().executeNow("", handle -> {
            if (place.isPresent()) {
                tables.walks().begin(handle, walk, place.get().toString(), cursorVersion(), 0, 0);
            } else if (open) {
                tables.walks().move(handle, walk, null, 0, 0);
            }
        });
    }

    /** Units hold at most five hundred requests; the place is in the last one, and is compared before all else. */
    private void request(List<Event> events, Consumer<Handle> place, Consumer<Handle> more) {
        int from = 0;
        for (; events.size() - from > CHUNK; from += CHUNK) {
            List<Event> chunk = events.subList(from, from + CHUNK);
            tables.database().executeNow("", handle -> tables.requests().requestAll(handle, chunk));
        }
        List<Event> last = events.subList(from, events.size());
        tables.database().executeNow("", handle -> {
            place.accept(handle);
            tables.requests().requestAll(handle, last);
            more.accept(handle);
        });
        hint.run();
    }

    private long cursorVersion() {
        return cursor == null ? 0 : cursor.version();
    }
}
