package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One page of the referral list. A page goes on after the last row of the page before it, by value and not by number,
 * so that a row that moves to the front meanwhile costs no other its place.
 */
final class ReferralQuery {
    private static final int LARGEST_PAGE = 200;
    private static final Set<String> OPTIONS = Set.of("$filter", "$orderby", "$select", "$top", "$count", "$skiptoken");

    private final Map<String, String> options;
    private final Predicate<JsonNode> filter;
    private final String sortedBy;
    private final boolean descending;
    private final int top;
    private final String after;

    /**
     * @param sent the decoded options; a skip token carries those of its first page, which need not be repeated
     * @param pageSize the most rows that a page holds
     */
    ReferralQuery(Map<String, String> sent, int pageSize, boolean quotedDates) {
        refuseUnknown(sent);
        Token token = sent.containsKey("$skiptoken") ? Token.parse(sent) : new Token(sent, null);
        options = token.options();
        after = token.after();
        filter = options.containsKey("$filter")
                ? ReferralFilter.parse(options.get("$filter"), quotedDates)
                : referral -> true;
        String[] order =
                options.getOrDefault("$orderby", "createdDateTime desc").trim().split(" +");
        sortedBy = order[0];
        descending = order.length > 1 && order[1].equals("desc");
        refuseBadOrder(order);
        refuseUnknownMembers(options.get("$select"));
        top = Math.min(pageSize, top(options.get("$top")));
    }

    private static void refuseUnknown(Map<String, String> sent) {
        for (String option : sent.keySet()) {
            if (!OPTIONS.contains(option)) {
                throw ReferralError.invalid(option, "The query option " + option + " is not supported.");
            }
        }
    }

    private static void refuseBadOrder(String... order) {
        boolean known = order[0].equals("createdDateTime") || order[0].equals("updatedDateTime");
        if (!known
                || order.length > 2
                || (order.length == 2 && !Set.of("asc", "desc").contains(order[1]))) {
            throw ReferralError.invalid("$orderby", "Referrals are ordered by createdDateTime or updatedDateTime.");
        }
    }

    private static void refuseUnknownMembers(String select) {
        for (String name : select == null ? new String[0] : select.split(",", -1)) {
            if (!ReferralSample.MEMBERS.contains(name.trim())) {
                throw ReferralError.invalid("$select", "Could not find a property named '" + name + "'.");
            }
        }
    }

    private static int top(String top) {
        if (top == null) {
            return 100;
        }
        if (!top.matches("\\d{1,4}") || Integer.parseInt(top) < 1 || Integer.parseInt(top) > LARGEST_PAGE) {
            throw ReferralError.invalid("$top", "The value of $top is not valid.");
        }
        return Integer.parseInt(top);
    }

    ObjectNode page(Collection<ObjectNode> referrals, String nextLinkOption) {
        Comparator<String> order = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        List<ObjectNode> rows = referrals.stream()
                .filter(filter)
                .map(row -> Map.entry(key(row), row))
                .filter(keyed -> after == null || order.compare(keyed.getKey(), after) > 0)
                .sorted(Map.Entry.comparingByKey(order))
                .limit(top + 1L)
                .map(Map.Entry::getValue)
                .toList();
        List<ObjectNode> shown = rows.subList(0, Math.min(top, rows.size()));
        ObjectNode page = Jwt.JSON
                .createObjectNode()
                .put("@odata.context", "https://api.partner.microsoft.com/v1.0/engagements/$metadata#Referrals")
                .put("@odata.count", shown.size());
        ArrayNode value = page.putArray("value");
        shown.forEach(row -> value.add(selected(row)));
        if (rows.size() > top) {
            // As documented: plain http, the public host, and without the path that the list really has.
            String token = new Token(options, key(shown.get(top - 1))).text();
            page.put(
                    "@odata.nextLink",
                    "http://api.partner.microsoft.com/v1.0/referrals?" + nextLinkOption + "=" + token);
        }
        return page;
    }

    private String key(JsonNode referral) {
        return referral.path(sortedBy).asText() + " " + referral.path("id").asText();
    }

    private JsonNode selected(ObjectNode row) {
        if (!options.containsKey("$select")) {
            return row;
        }
        ObjectNode selected = Jwt.JSON.createObjectNode();
        for (String name : options.get("$select").split(",")) {
            if (row.has(name.trim())) {
                selected.set(name.trim(), row.get(name.trim()));
            }
        }
        return selected;
    }

    /** Where a list goes on, opaque to the caller. */
    private record Token(Map<String, String> options, String after) {

        String text() {
            ObjectNode json = Jwt.JSON.createObjectNode().put("after", after);
            options.forEach(json.putObject("options")::put);
            return Jwt.base64(json);
        }

        static Token parse(Map<String, String> sent) {
            Token token = parse(sent.get("$skiptoken"));
            boolean another = sent.entrySet().stream()
                    .filter(option -> !option.getKey().equals("$skiptoken"))
                    .anyMatch(
                            option -> !option.getValue().equals(token.options().get(option.getKey())));
            if (another) {
                throw ReferralError.invalid("$skiptoken", "The skip token belongs to another query.");
            }
            return token;
        }

        private static Token parse(String text) {
            try {
                String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                JsonNode json = Jwt.JSON.readTree(decoded);
                var options = new java.util.LinkedHashMap<String, String>();
                json.path("options")
                        .properties()
                        .forEach(each ->
                                options.put(each.getKey(), each.getValue().asText()));
                return new Token(options, json.required("after").asText());
            } catch (IllegalArgumentException | java.io.IOException e) {
                throw ReferralError.invalid("$skiptoken", "The skip token is not valid.");
            }
        }
    }
}
