package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.referralconnectors.values.Guid;

/**
 * One page of changed rows.
 *
 * @param deleted ids of rows that are gone; nothing else is known of them
 * @param next raw query of the next page; null on the last one, empty where the link can't be read
 * @param delta likewise, for what changes from now on; null before the last page and without change tracking
 */
public record ChangedRows(List<Row> rows, List<String> deleted, String next, String delta) {

    /**
     * @param id in lower case
     * @param modifiedOn ISO-8601, to the second; empty when it was not asked for
     * @param columns that were asked for
     */
    public record Row(String id, String etag, String modifiedOn, JsonNode columns) {

        /** A column's text; empty where it has none. */
        public String text(String column) {
            return columns.path(column).asText("");
        }
    }

    static ChangedRows of(PolledTable table, JsonNode answer) {
        List<Row> rows = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        for (JsonNode row : answer.path("value")) {
            String id = Guid.canonical(row.path(table.key()).asText());
            if (row.path("@odata.context").asText().endsWith("$deletedEntity")) {
                deleted.add(Guid.canonical(row.path("id").asText()));
            } else if (Guid.isOne(id)) {
                rows.add(new Row(
                        id,
                        row.path("@odata.etag").asText(),
                        row.path("modifiedon").asText(""),
                        row));
            }
        }
        return new ChangedRows(rows, deleted, query(answer, "@odata.nextLink"), query(answer, "@odata.deltaLink"));
    }

    /** Only the query is used: a link's host is data, and never gets a token. */
    private static String query(JsonNode answer, String link) {
        if (!answer.hasNonNull(link)) {
            return null;
        }
        String[] parts = answer.path(link).asText().split("\\?", 2);
        return parts.length < 2 ? "" : parts[1];
    }
}
