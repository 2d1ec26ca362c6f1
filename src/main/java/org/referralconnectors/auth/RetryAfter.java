package org.referralconnectors.auth;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The header of RFC 9110 section 10.2.3: seconds, or an HTTP date. */
public final class RetryAfter {

    /** A longer one is a mistake, or a clock that is wrong: one call an hour finds out. */
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** How long from {@code now}, at most an hour and never less than nothing; null when the text is neither. */
    public static Duration parse(String text, Instant now) {
        Duration named = read(text.strip(), now);
        if (named == null) {
            return null;
        }
        Duration atMost = named.compareTo(LONGEST) > 0 ? LONGEST : named;
        return atMost.isNegative() ? Duration.ZERO : atMost;
    }

    private static Duration read(String text, Instant now) {
        if (text.matches("\\d{1,18}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException | ArithmeticException neither) {
            return null;
        }
    }
}
