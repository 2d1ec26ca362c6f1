package org.referralconnectors.simulated.dataverse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code $filter} cut into words, literals and punctuation, read from left to right. */
final class FilterTokens {
    private static final Pattern TOKEN = Pattern.compile("\\s*("
            + "'(?:[^']|'')*'" // text
            + "|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}" // GUID
            + "|\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:\\d\\d))?" // day or time
            + "|-?\\d+(?:\\.\\d+)?"
            + "|[A-Za-z_]\\w*"
            + "|[(),])");

    private final List<String> tokens = new ArrayList<>();
    private int next;

    FilterTokens(String filter) {
        Matcher matcher = TOKEN.matcher(filter.stripTrailing());
        int end = 0;
        while (end < filter.stripTrailing().length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw DataverseError.query("Syntax error at position " + end + " in '" + filter + "'.");
            }
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
    }

    /** The next token, or an empty one at the end. */
    String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    String take() {
        String token = peek();
        next++;
        return token;
    }

    boolean takeIf(String token) {
        boolean same = peek().equals(token);
        next += same ? 1 : 0;
        return same;
    }

    void expect(String token) {
        if (!takeIf(token)) {
            throw unexpected();
        }
    }

    DataverseError unexpected() {
        return DataverseError.query("Syntax error: '" + peek() + "' was not expected in $filter.");
    }
}
