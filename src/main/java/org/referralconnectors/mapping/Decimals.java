package org.referralconnectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Numbers by value, never through a double. */
final class Decimals {

    /** No column holds a longer one, and parsing or printing one costs more than linear time. */
    private static final int LONGEST = 100;

    private Decimals() {}

    static Optional<BigDecimal> parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text)).filter(number -> Math.abs((long) number.scale()) <= LONGEST);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Plain and without trailing zeros; what is no number stays the text that it is. */
    static String read(JsonNode value) {
        String text = Text.of(value).strip();
        return parse(text).map(Decimals::plain).orElse(text);
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** As the column would hold it: rounded, and refused where it is out of range or no number. */
    static Converted fit(String text, Integer precision, Column column) {
        if (text.isEmpty()) {
            return Converted.to("");
        }
        Optional<BigDecimal> parsed = parse(text);
        if (parsed.isEmpty()) {
            return Converted.refused(
                    "not-a-number", "the referral's value is not a number", "correct it in Partner Center");
        }
        BigDecimal number = precision == null ? parsed.get() : parsed.get().setScale(precision, RoundingMode.HALF_UP);
        boolean outside = column.min() != null && number.compareTo(column.min()) < 0
                || column.max() != null && number.compareTo(column.max()) > 0;
        return outside
                ? Converted.refused(
                        "out-of-range",
                        "column " + column.name() + " takes " + shown(column.min()) + " to " + shown(column.max()),
                        "correct the referral, or widen the column")
                : Converted.to(plain(number));
    }

    private static String shown(BigDecimal limit) {
        return limit == null ? "any value" : limit.toPlainString();
    }
}
