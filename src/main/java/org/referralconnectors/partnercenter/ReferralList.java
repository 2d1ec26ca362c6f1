package org.referralconnectors.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A walk down the referral list, newest first, as far as the last walk's watermark less ten minutes. */
public final class ReferralList {

    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final String MEMBERS = "$select=id,eTag,status,direction,updatedDateTime";
    private static final String NEWEST_FIRST = "&$orderby=updatedDateTime%20desc";
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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

    /** @param watermark of the last walk; empty: there was none */
    public ReferralList(String watermark) {
        this(watermark, "");
    }

    private ReferralList(String watermark, String filter) {
        this.first = watermark.isEmpty();
        this.watermark = watermark;
        this.until = first ? Instant.MIN : Instant.parse(watermark).minus(OVERLAP);
        this.firstPage = MEMBERS + filter + NEWEST_FIRST;
        this.query = firstPage;
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

    public boolean isMore() {
        return query != null;
    }

    public String getQuery() {
        return query;
    }

    /** Whether nothing was ever walked before. */
    public boolean isFirst() {
        return first;
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
                    each.path("id").asText().toLowerCase(Locale.ROOT),
                    each.path("eTag").asText(),
                    each.path("status").asText(),
                    each.path("direction").asText(""),
                    time(each.path("updatedDateTime").asText())));
        }
        rows.removeIf(row -> !GUID.matcher(row.id()).matches());
        if (query.equals(firstPage)) {
            watermark = rows.stream()
                    .map(Row::updated)
                    .filter(updated -> !updated.equals(Instant.MAX))
                    .findFirst()
                    .map(Instant::toString)
                    .orElse(watermark);
        }
        boolean reached = rows.removeIf(row -> row.updated().isBefore(until));
        query = reached ? null : next(answer.path("@odata.nextLink").asText(""));
        return rows;
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            return Instant.MAX;
        }
    }

    /** The link itself names another host, by http and without part of the path; only its token is used. */
    private String next(String link) {
        if (link.isEmpty()) {
            return null;
        }
        return Arrays.stream(link.split("[?&]"))
                .filter(part -> part.startsWith("$skiptoken="))
                .findFirst()
                .map(token -> firstPage + "&" + token)
                .orElseThrow(() -> new IllegalStateException("The referral list's next link holds no $skiptoken"));
    }
}
