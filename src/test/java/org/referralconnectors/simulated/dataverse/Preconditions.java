package org.referralconnectors.simulated.dataverse;

import java.util.regex.Pattern;
import org.referralconnectors.simulated.Call;

/**
 * {@code If-Match} and {@code If-None-Match} of a write.
 *
 * @param mustExist the row has to be there
 * @param etag the version it has to have, null for any
 * @param mustNotExist the row may not be there
 */
record Preconditions(boolean mustExist, String etag, boolean mustNotExist) {
    private static final Pattern ETAG = Pattern.compile("W/\"\\d+\"");

    static Preconditions of(Call call) {
        String match = call.header("if-match");
        String noneMatch = call.header("if-none-match");
        boolean createOnly = noneMatch != null && !noneMatch.equals("null");
        if (createOnly && (match != null || !noneMatch.equals("*"))) {
            throw DataverseError.query("The precondition If-None-Match: " + noneMatch + " is not supported here.");
        }
        if (match != null && !match.equals("*") && !ETAG.matcher(match).matches()) {
            throw DataverseError.query("The ETag " + match + " is not valid.");
        }
        return new Preconditions(match != null, "*".equals(match) ? null : match, createOnly);
    }

    void check(Row row) {
        if (mustNotExist) {
            throw new DataverseError(
                    412, DataverseError.ID_EXISTS, "A record with matching key values already exists.");
        }
        if (etag != null && !etag.equals(row.etag())) {
            throw new DataverseError(
                    412,
                    DataverseError.VERSION_MISMATCH,
                    "The version of the existing record doesn't match the RowVersion property provided.");
        }
    }
}
