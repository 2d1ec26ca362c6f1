package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.referralconnectors.mapping.Subject;

/**
 * One page of changed leads.
 *
 * @param deleted ids of leads that are gone; nothing else is known of them
 * @param next raw query of the next page; null on the last one
 * @param delta raw query for what changes from now on; null before the last page and without change tracking
 */
public record LeadPage(List<Row> rows, List<String> deleted, String next, String delta) {

    /** @param modifiedOn ISO-8601, to the second; empty when it was not asked for */
    public record Row(String leadId, String etag, String subject, String modifiedOn) {}

    static LeadPage of(JsonNode answer) {
        List<Row> rows = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        for (JsonNode row : answer.path("value")) {
            if (row.path("@odata.context").asText().endsWith("$deletedEntity")) {
                deleted.add(row.path("id").asText().toLowerCase(Locale.ROOT));
            } else if (Subject.isGuid(row.path("leadid").asText())) {
                rows.add(new Row(
                        row.path("leadid").asText().toLowerCase(Locale.ROOT),
                        row.path("@odata.etag").asText(),
                        row.path("subject").asText(""),
                        row.path("modifiedon").asText("")));
            }
        }
        return new LeadPage(rows, deleted, query(answer, "@odata.nextLink"), query(answer, "@odata.deltaLink"));
    }

    /** Only the query is used: a link's host is data, and never gets a token. */
    private static String query(JsonNode answer, String link) {
        if (!answer.hasNonNull(link)) {
            return null;
        }
        String[] parts = answer.path(link).asText().split("\\?", 2);
        if (parts.length < 2) {
            throw new IllegalStateException("A link in the list of leads has no query");
        }
        return parts[1];
    }
}
