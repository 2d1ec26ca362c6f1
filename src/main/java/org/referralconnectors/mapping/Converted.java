package org.referralconnectors.mapping;

/**
 * The outcome of a conversion: exactly one of both is there.
 *
 * @param value canonical value for the target side, or null
 * @param refusal why there is none, or null
 */
public record Converted(String value, Refusal refusal) {

    static Converted to(String value) {
        return new Converted(value, null);
    }

    static Converted refused(String code, String reason, String remedy) {
        return new Converted(null, new Refusal(code, reason, remedy));
    }

    static Converted columnMissing(String column) {
        return refused(
                "column-missing",
                "the lead has no column " + column + " in this organisation",
                "add the column, or correct the row");
    }

    public boolean isRefused() {
        return refusal != null;
    }
}
