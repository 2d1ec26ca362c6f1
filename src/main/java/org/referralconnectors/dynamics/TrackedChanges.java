package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Changes by Dataverse's change tracking: the first answer lists every row, each later one what changed since,
 * deletions included.
 */
public final class TrackedChanges extends TableChanges {

    private static final String TRACK = "odata.track-changes,odata.maxpagesize=500";
    private static final String WHOLE = "whole";

    private final boolean whole;
    private final String before;
    private String cursor;

    /**
     * @param cursor of the last poll; empty, or the other mode's, which is JSON: every row is listed
     * @param place of a walk that was left, from the same cursor; null: there is none
     */
    public TrackedChanges(PolledTable table, String cursor, JsonNode place) {
        this(
                table,
                cursor,
                own(place, WHOLE),
                own(place, WHOLE).map(at -> at.path(WHOLE).asBoolean()).orElse(!isLink(cursor)));
    }

    private TrackedChanges(PolledTable table, String cursor, Optional<JsonNode> place, boolean whole) {
        super(table, TRACK, place.map(at -> at.path(QUERY).asText()).orElse(whole ? everyRow(table) : cursor));
        this.whole = whole;
        this.before = cursor;
    }

    @Override
    public boolean isWhole() {
        return whole;
    }

    @Override
    public boolean isFirst() {
        return whole;
    }

    @Override
    public boolean isOnLink() {
        return isMore() && !getQuery().equals(everyRow(table()));
    }

    @Override
    public ObjectNode place() {
        return super.place().put(WHOLE, whole);
    }

    /** A page's link alone is forgotten; where the delta link is not taken, every row has to be listed again. */
    @Override
    public Optional<ObjectNode> placeWithoutLink(boolean expired) {
        if (!expired && !whole && !getQuery().equals(before)) {
            return Optional.empty();
        }
        return Optional.of(super.place().put(QUERY, everyRow(table())).put(WHOLE, true));
    }

    @Override
    ChangedRows news(ChangedRows page) {
        cursor = page.delta();
        if (!isMore() && (cursor == null || cursor.isEmpty())) {
            breakOff(
                    "Dynamics 365 gave no delta link: change tracking of the table " + table().name() + " is off",
                    "turn change tracking of the table " + table().name()
                            + " on in Dynamics 365, or set dynamics.poll-mode = modified-on");
        }
        return page;
    }

    @Override
    public String cursor() {
        return cursor;
    }

    private static boolean isLink(String cursor) {
        return !cursor.isEmpty() && !cursor.startsWith("{");
    }

    private static String everyRow(PolledTable table) {
        return "$select=" + table.columns();
    }
}
