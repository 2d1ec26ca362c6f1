package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code $filter} as far as it is documented: equality on a handful of fields, comparison of {@code updatedDateTime},
 * joined by and, or and parentheses. Any other field or operator is refused.
 */
final class ReferralFilter {
    private static final Pattern TOKEN = Pattern.compile("\\s*(\\(|\\)|'(?:[^']|'')*'|[^\\s()']+)");
    private static final Map<String, Set<String>> ENUMS = Map.of(
            "status", Set.of("None", "New", "Active", "Closed"),
            "substatus",
                    Set.of("None", "Pending", "Received", "Accepted", "Won", "Lost", "Declined", "Expired", "Error"),
            "qualification", Set.of("None", "Direct", "MarketingQualified", "SalesQualified"),
            "type", Set.of("Independent", "Shared"),
            "direction", Set.of("Incoming", "Outgoing"));
    private static final Set<String> TEXTS = Set.of("engagementId", "customerProfile/address/country");

    private final List<String> tokens;
    private final boolean quotedDates;
    private int next;

    private ReferralFilter(List<String> tokens, boolean quotedDates) {
        this.tokens = tokens;
        this.quotedDates = quotedDates;
    }

    /** @param quotedDates whether a date-time stands in quotes; the documentation doesn't show it either way */
    static Predicate<JsonNode> parse(String filter, boolean quotedDates) {
        ReferralFilter parser = new ReferralFilter(tokens(filter), quotedDates);
        Predicate<JsonNode> parsed = parser.or();
        if (parser.next < parser.tokens.size()) {
            throw bad("unexpected " + parser.tokens.get(parser.next));
        }
        return parsed;
    }

    private static List<String> tokens(String filter) {
        Matcher matcher = TOKEN.matcher(filter.stripTrailing());
        List<String> tokens = matcher.results().map(found -> found.group(1)).toList();
        if (!matcher.replaceAll("").isEmpty()) {
            throw bad("can't be read");
        }
        return tokens;
    }

    private Predicate<JsonNode> or() {
        Predicate<JsonNode> left = and();
        while (takes("or")) {
            left = left.or(and());
        }
        return left;
    }

    private Predicate<JsonNode> and() {
        Predicate<JsonNode> left = term();
        while (takes("and")) {
            left = left.and(term());
        }
        return left;
    }

    private Predicate<JsonNode> term() {
        String token = take();
        if (token.equals("team/any")) {
            return teamMember();
        }
        if (!token.equals("(")) {
            return comparison(token, take(), take());
        }
        Predicate<JsonNode> inner = or();
        expect(")");
        return inner;
    }

    private Predicate<JsonNode> teamMember() {
        List.of("(", "t:t/email", "eq").forEach(this::expect);
        String email = text(take());
        expect(")");
        return referral -> {
            for (JsonNode member : referral.path("team")) {
                if (member.path("email").asText().equals(email)) {
                    return true;
                }
            }
            return false;
        };
    }

    private Predicate<JsonNode> comparison(String field, String operator, String literal) {
        if (field.equals("updatedDateTime")) {
            return time(operator, literal);
        }
        if (!operator.equals("eq") && !operator.equals("ne")) {
            throw bad("operator " + operator + " on " + field);
        }
        String value = text(literal);
        if (!TEXTS.contains(field) && !ENUMS.getOrDefault(field, Set.of()).contains(value)) {
            throw bad(field + " " + literal);
        }
        Predicate<JsonNode> equal =
                referral -> referral.at("/" + field).asText().equals(value);
        return operator.equals("eq") ? equal : equal.negate();
    }

    private Predicate<JsonNode> time(String operator, String literal) {
        if (literal.startsWith("'") != quotedDates) {
            throw bad("date literal " + literal);
        }
        Instant bound = instant(quotedDates ? text(literal) : literal);
        return referral -> {
            int order = Instant.parse(referral.path("updatedDateTime").asText()).compareTo(bound);
            return switch (operator) {
                case "ge" -> order >= 0;
                case "gt" -> order > 0;
                case "le" -> order <= 0;
                case "lt" -> order < 0;
                case "eq" -> order == 0;
                default -> throw bad("operator " + operator);
            };
        };
    }

    private static Instant instant(String literal) {
        try {
            return Instant.parse(literal);
        } catch (DateTimeException e) {
            throw bad("date literal " + literal);
        }
    }

    private static String text(String literal) {
        if (!literal.startsWith("'")) {
            throw bad("unquoted " + literal);
        }
        return literal.substring(1, literal.length() - 1).replace("''", "'");
    }

    private boolean takes(String word) {
        boolean matches = next < tokens.size() && tokens.get(next).equals(word);
        next += matches ? 1 : 0;
        return matches;
    }

    private void expect(String word) {
        if (!takes(word)) {
            throw bad("expected " + word);
        }
    }

    private String take() {
        if (next >= tokens.size()) {
            throw bad("ends early");
        }
        return tokens.get(next++);
    }

    private static Refusal bad(String what) {
        return ReferralError.invalid("$filter", "The filter is not valid: " + what);
    }
}
