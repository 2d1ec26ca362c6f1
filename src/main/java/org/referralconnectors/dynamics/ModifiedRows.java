package org.referralconnectors.dynamics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.referralconnectors.values.Moments;

/**
 * Changes by {@code modifiedon}, for organisations without change tracking. A row can become visible behind the
 * watermark, since the time is that of its transaction and not of the commit; so each poll looks ten minutes back, and
 * knows rows that concern a pair again by their etag. Deletions can't be seen.
 */
public final class ModifiedRows extends TableChanges {

    private static final Duration OVERLAP = Duration.ofMinutes(10);
    /**
     * Of rows known again; more within ten minutes are an import, and what is forgotten is only asked for once more.
     */
    private static final int MOST = 5_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NEWEST = "newest";
    private static final String SEEN = "seen";
    private static final String PAGES = "odata.maxpagesize=500";

    private record Seen(String etag, String at) {}

    private final ObjectNode before;
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private final String firstPage;
    private String newest;

    /**
     * @param cursor of the last poll; empty, or the other mode's, which is a link: every row is listed
     * @param place of a walk that was left, from the same cursor; null: there is none
     */
    public ModifiedRows(PolledTable table, String cursor, JsonNode place) {
        this(table, parse(cursor), own(place, NEWEST));
    }

    private ModifiedRows(PolledTable table, ObjectNode before, Optional<JsonNode> place) {
        this(table, before, place, place.orElse(before).path(NEWEST).asText(""));
    }

    private ModifiedRows(PolledTable table, ObjectNode before, Optional<JsonNode> place, String newest) {
        super(table, PAGES, place.map(at -> at.path(QUERY).asText()).orElse(query(table, newest)));
        this.before = before;
        this.newest = newest;
        this.firstPage = query(table, newest);
    }

    private static String query(PolledTable table, String newest) {
        return "$select=" + table.columns() + ",modifiedon"
                + (newest.isEmpty() ? "" : "&$filter=modifiedon%20ge%20" + from(newest)) + "&$orderby=modifiedon%20asc,"
                + table.key() + "%20asc";
    }

    @Override
    public boolean isWhole() {
        return false;
    }

    @Override
    public boolean isFirst() {
        return before.path(NEWEST).asText("").isEmpty();
    }

    @Override
    public boolean isOnLink() {
        return isMore() && !getQuery().equals(firstPage);
    }

    @Override
    public ObjectNode place() {
        return super.place().put(NEWEST, newest);
    }

    /** Pages come in the order of their times, so that a time tells as much as a link; a little more is shown twice. */
    @Override
    public Optional<ObjectNode> placeWithoutLink(boolean expired) {
        return Optional.of(place().put(QUERY, query(table(), newest)));
    }

    @Override
    ChangedRows news(ChangedRows page) {
        List<ChangedRows.Row> news = new ArrayList<>();
        for (ChangedRows.Row row : page.rows()) {
            moveOn(row);
            if (isKnown(row)) {
                remember(row);
            } else {
                news.add(row);
            }
        }
        forgetOld();
        return new ChangedRows(news, List.of(), page.next(), null);
    }

    /** A row whose time can't be read is news each time that it is listed. */
    @Override
    public void remember(ChangedRows.Row row) {
        if (Moments.read(row.modifiedOn()).isPresent()) {
            seen.remove(row.id());
            seen.put(row.id(), new Seen(row.etag(), row.modifiedOn()));
        }
    }

    @Override
    public String cursor() {
        forgetOld();
        ObjectNode rows = JSON.createObjectNode();
        seen.forEach((id, row) -> rows.putObject(id).put("etag", row.etag()).put("at", row.at()));
        return JSON.createObjectNode()
                .put(NEWEST, newest)
                .<ObjectNode>set(SEEN, rows)
                .toString();
    }

    private boolean isKnown(ChangedRows.Row row) {
        Seen now = seen.get(row.id());
        JsonNode earlier = before.path(SEEN).path(row.id()).path("etag");
        return now != null
                ? now.etag().equals(row.etag())
                : earlier.isTextual() && row.etag().equals(earlier.asText());
    }

    private void moveOn(ChangedRows.Row row) {
        boolean later = Moments.read(row.modifiedOn())
                .filter(at -> newest.isEmpty() || at.isAfter(time(newest)))
                .isPresent();
        newest = later ? row.modifiedOn() : newest;
    }

    private void forgetOld() {
        Instant oldest = newest.isEmpty() ? Instant.MIN : from(newest);
        seen.values().removeIf(row -> time(row.at()).isBefore(oldest));
        Iterator<String> eldest = seen.keySet().iterator();
        while (seen.size() > MOST) {
            eldest.next();
            eldest.remove();
        }
    }

    /** Of a text that was found to be one. */
    private static Instant time(String text) {
        return Moments.read(text).orElseThrow();
    }

    private static Instant from(String newest) {
        return time(newest).minus(OVERLAP);
    }

    private static ObjectNode parse(String cursor) {
        try {
            return cursor.startsWith("{") ? (ObjectNode) JSON.readTree(cursor) : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The stored cursor of the poll can't be read", e);
        }
    }
}
