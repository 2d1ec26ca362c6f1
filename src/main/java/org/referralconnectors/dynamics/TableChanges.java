package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One poll of a table in progress: what to ask next, and where the next poll goes on. It holds one page at a time,
 * however large the table is; between two pages it fits into a {@link #place}, from which another process goes on.
 */
public abstract class TableChanges {

    /** Why there is no way on from a page, and what mends it, in plain words. */
    public record Broken(String reason, String remedy) {}

    /** Member of a place: the raw query of the page to ask for. */
    static final String QUERY = "query";

    private final PolledTable table;
    private final String prefer;
    private String query;
    private Broken broken;

    /** @param query raw, of the first page, or of the one behind the last that was taken */
    TableChanges(PolledTable table, String prefer, String query) {
        this.table = table;
        this.prefer = prefer;
        this.query = query;
    }

    PolledTable table() {
        return table;
    }

    /** Whether there is another page to ask for. */
    public boolean isMore() {
        return query != null;
    }

    /** The raw query to send, as the service gave it where it gave one: re-encoding breaks it. */
    public String getQuery() {
        return query;
    }

    public String getPrefer() {
        return prefer;
    }

    /** Whether every row is listed, so that what is not among them is gone. */
    public abstract boolean isWhole();

    /** Whether it lists what was there before the connectors were, or what nobody has looked at for days. */
    public abstract boolean isFirst();

    /** Whether the query to send is a link that the service gave, whose life may be over. */
    public abstract boolean isOnLink();

    /** @return what of an answer is news; afterwards {@link #broken} tells whether the poll can go on */
    public ChangedRows take(JsonNode answer) {
        ChangedRows page = ChangedRows.of(table, answer);
        if (page.next() != null && (page.next().isEmpty() || page.next().equals(query))) {
            breakOff("a page's next link has no query, or leads to the same page again", "");
        } else {
            query = page.next();
        }
        return news(page);
    }

    /** A row that {@link #take} gave and that concerns a pair: the same version need not be news again. */
    public void remember(ChangedRows.Row row) {}

    /** Empty where there is a way on from the last page, or need be none. */
    public Optional<Broken> broken() {
        return Optional.ofNullable(broken);
    }

    /** Where another process would go on, between two pages. */
    public ObjectNode place() {
        return JsonNodeFactory.instance.objectNode().put(QUERY, query);
    }

    /**
     * Where to go on when the service does not take the link that {@link #isOnLink was sent}.
     *
     * @param expired whether it said that changes since then can't be told any more
     * @return empty: begin again from the last poll's cursor
     */
    public abstract Optional<ObjectNode> placeWithoutLink(boolean expired);

    /** What the next poll begins with, once there are no more pages. */
    public abstract String cursor();

    abstract ChangedRows news(ChangedRows page);

    /** A place that a poll of the same mode has left; whoever changed the mode begins from the cursor. */
    static Optional<JsonNode> own(JsonNode place, String member) {
        return Optional.ofNullable(place).filter(left -> left.has(member));
    }

    void breakOff(String reason, String remedy) {
        broken = new Broken(reason, remedy);
    }
}
