package org.referralconnectors.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.referralconnectors.values.Guid;
import org.referralconnectors.values.Moments;

/** A walk down the referral list, newest first, as far as the last walk's watermark less ten minutes. */
public final class ReferralList {

    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final String MEMBERS = "$select=id,eTag,status,direction,updatedDateTime";
    private static final String NEWEST_FIRST = "&$orderby=updatedDateTime%20desc";

    /**
     * @param id in lower case
     * @param direction as the API has it; empty where it has none
     * @param updated {@link Instant#MAX} where the list does not say so readably: such a referral is looked at, and
     *     keeps no other from being found
     */
    public record Row(String id, String etag, String status, String direction, Instant updated) {

        public boolean isOpen() {
            return !status.equals("Closed");
        }
    }

    private final Instant until;
    private final boolean first;
    private final String firstPage;
    private String query;
    private String watermark;
    private String broken;

    /** @param watermark of the last walk; empty: there was none */
    public ReferralList(String watermark) {
        this(watermark, "");
    }

    private ReferralList(String watermark, String filter) {
        this(watermark, watermark, MEMBERS + filter + NEWEST_FIRST, null);
    }

    private ReferralList(String before, String watermark, String firstPage, String query) {
        this.first = before.isEmpty();
        this.until = first ? Instant.MIN : Instant.parse(before).minus(OVERLAP);
        this.watermark = watermark;
        this.firstPage = firstPage;
        this.query = query == null ? firstPage : query;
    }

    /** The whole list. */
    public static ReferralList whole() {
        return new ReferralList("");
    }

    /**
     * What was updated since.
     *
     * @param quoted how a time stands in the filter, which the API's documentation does not show
     */
    public static ReferralList updatedSince(Instant since, boolean quoted) {
        String literal = quoted ? "'" + since + "'" : since.toString();
        return new ReferralList("", "&$filter=updatedDateTime%20ge%20" + literal);
    }

    /**
     * A walk that was left between two pages.
     *
     * @param before the watermark from which it began; empty: there was none
     */
    public static ReferralList at(String before, JsonNode place) {
        return new ReferralList(
                before,
                place.path("watermark").asText(),
                place.path("first").asText(),
                place.path("query").asText());
    }

    /** Where another process would go on. */
    public ObjectNode place() {
        return placed(query);
    }

    /** Where to begin again when the service does not take a page's link any more: nothing but the top of the list. */
    public ObjectNode placeWithoutLink() {
        return placed(firstPage);
    }

    public boolean isMore() {
        return query != null;
    }

    public String getQuery() {
        return query;
    }

    /** Whether the query to send holds a token that the service gave, whose life may be over. */
    public boolean isOnLink() {
        return query != null && !query.equals(firstPage);
    }

    /** Whether nothing was ever walked before. */
    public boolean isFirst() {
        return first;
    }

    /** Why there is no way on from the last page, in plain words; empty where there is one, or need be none. */
    public Optional<String> broken() {
        return Optional.ofNullable(broken);
    }

    /** When the newest referral of this walk was updated; empty when there is none at all. */
    public String watermark() {
        return watermark;
    }

    /** The rows of a page down to the watermark. */
    public List<Row> take(JsonNode answer) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode each : answer.path("value")) {
            rows.add(new Row(
                    Guid.canonical(each.path("id").asText()),
                    each.path("eTag").asText(),
                    each.path("status").asText(),
                    each.path("direction").asText(""),
                    Moments.read(each.path("updatedDateTime").asText()).orElse(Instant.MAX)));
        }
        rows.removeIf(row -> !Guid.isOne(row.id()));
        if (!isOnLink()) {
            watermark = rows.stream()
                    .map(Row::updated)
                    .filter(updated -> !updated.equals(Instant.MAX))
                    .findFirst()
                    .map(Instant::toString)
                    .orElse(watermark);
        }
        boolean reached = rows.removeIf(row -> row.updated().isBefore(until));
        goOn(reached ? "" : answer.path("@odata.nextLink").asText(""));
        return rows;
    }

    private void goOn(String link) {
        String next = link.isEmpty()
                ? null
                : NextLink.option(link).map(option -> firstPage + "&" + option).orElse(query);
        if (next != null && next.equals(query)) {
            broken = "a page's next link holds no $skiptoken and no $skip, or leads to the same page again";
            return;
        }
        query = next;
    }

    private ObjectNode placed(String at) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("first", firstPage)
                .put("query", at)
                .put("watermark", watermark);
    }
}
