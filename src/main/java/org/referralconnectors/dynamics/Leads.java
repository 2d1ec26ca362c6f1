package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.referralconnectors.values.Guid;

/**
 * The OData that the routes send: which columns are read, how a lead is looked for, and under which key one is made.
 */
public final class Leads {

    private final String columns;
    private final String keyColumn;

    /**
     * @param mapped every column that the field map reads
     * @param keyColumn a custom column with an alternate key over the referral id; empty: the lead's own id is the
     *     referral's
     */
    public Leads(Set<String> mapped, String keyColumn) {
        this.keyColumn = keyColumn;
        Set<String> all = new TreeSet<>(mapped);
        Stream.of("leadid", "subject", "statecode", "statuscode", "merged", "_masterid_value", "modifiedon", keyColumn)
                .filter(column -> !column.isEmpty())
                .forEach(all::add);
        this.columns = String.join(",", all);
    }

    public String select() {
        return "$select=" + columns;
    }

    /**
     * One search for every lead that could be the referral's.
     *
     * @param named the lead id that the referral names; empty when it names none
     */
    public String search(String referralId, String named) {
        String filter = Stream.of(
                        named.isEmpty() || named.equals(referralId) ? null : "leadid eq " + named,
                        "leadid eq " + referralId,
                        keyColumn.isEmpty() ? null : keyColumn + " eq '" + referralId + "'",
                        "contains(subject,'" + referralId + "')")
                .filter(part -> part != null)
                .collect(Collectors.joining(" or "));
        return select() + "&$filter=" + encode(filter);
    }

    /** The key of a lead that is to be made: the same on every try, so that two tries can't make two leads. */
    public String key(String referralId) {
        return keyColumn.isEmpty() ? referralId : keyColumn + "='" + referralId + "'";
    }

    /** Whether the lead carries the key under which we would have made it. */
    public boolean hasOurKey(JsonNode lead, String referralId) {
        String key = lead.path(keyColumn.isEmpty() ? "leadid" : keyColumn).asText("");
        return Guid.canonical(key).equalsIgnoreCase(referralId);
    }

    /** The column to fill on a lead that was found another way; empty when it needs none. */
    public String missingKeyColumn(JsonNode lead, String referralId) {
        return keyColumn.isEmpty() || hasOurKey(lead, referralId) ? "" : keyColumn;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
