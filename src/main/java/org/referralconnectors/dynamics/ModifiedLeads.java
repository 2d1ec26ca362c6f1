package org.referralconnectors.dynamics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes by {@code modifiedon}, for organisations without change tracking. A row can become visible behind the
 * watermark, since the time is that of its transaction and not of the commit; so each poll looks ten minutes back, and
 * knows rows again by their etag. Deletions can't be seen.
 */
public final class ModifiedLeads extends LeadChanges {

    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NEWEST = "newest";
    private static final String PAGES = "odata.maxpagesize=500";
    private static final String COLUMNS = "$select=subject,modifiedon";
    private static final String ORDER = "&$orderby=modifiedon%20asc,leadid%20asc";

    private final ObjectNode before;
    private final ObjectNode seen = JSON.createObjectNode();
    private String newest;

    /** @param cursor of the last poll; empty: none */
    public ModifiedLeads(String cursor) {
        this(cursor.isEmpty() ? JSON.createObjectNode() : parse(cursor));
    }

    private ModifiedLeads(ObjectNode before) {
        super(false, PAGES, query(before.path(NEWEST).asText("")));
        this.before = before;
        this.newest = before.path(NEWEST).asText("");
    }

    private static String query(String newest) {
        return COLUMNS + (newest.isEmpty() ? "" : "&$filter=modifiedon%20ge%20" + from(newest)) + ORDER;
    }

    @Override
    LeadPage news(LeadPage page) {
        List<LeadPage.Row> news = new ArrayList<>();
        for (LeadPage.Row row : page.rows()) {
            JsonNode known = before.path("seen").path(row.leadId()).path("etag");
            if (known.isMissingNode() || !row.etag().equals(known.asText())) {
                news.add(row);
            }
            remember(row);
        }
        return new LeadPage(news, List.of(), page.next(), null);
    }

    @Override
    public String cursor() {
        Instant oldest = newest.isEmpty() ? Instant.EPOCH : from(newest);
        seen.properties()
                .removeIf(
                        row -> Instant.parse(row.getValue().path("at").asText()).isBefore(oldest));
        return JSON.createObjectNode()
                .put(NEWEST, newest)
                .<ObjectNode>set("seen", seen)
                .toString();
    }

    /** A row whose time can't be read is news each time that it is listed. */
    private void remember(LeadPage.Row row) {
        if (!isTime(row.modifiedOn())) {
            return;
        }
        seen.putObject(row.leadId()).put("etag", row.etag()).put("at", row.modifiedOn());
        if (newest.isEmpty() || Instant.parse(row.modifiedOn()).isAfter(Instant.parse(newest))) {
            newest = row.modifiedOn();
        }
    }

    private static boolean isTime(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }

    private static Instant from(String newest) {
        return Instant.parse(newest).minus(OVERLAP);
    }

    private static ObjectNode parse(String cursor) {
        try {
            return (ObjectNode) JSON.readTree(cursor);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The stored cursor of the lead poll can't be read", e);
        }
    }
}
