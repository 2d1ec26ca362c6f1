package org.referralconnectors.values;

import static java.time.format.DateTimeFormatter.ISO_DATE_TIME;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * A moment as either service writes it: ISO 8601, with any number of decimals, in UTC or with an offset. One without
 * either is taken for UTC.
 */
public final class Moments {

    private static final int YEAR_DIGITS = 4;

    private Moments() {}

    /** @return empty where the text is no moment of the years 0000 to 9999 */
    public static Optional<Instant> read(String text) {
        if (text == null || text.indexOf('-') != YEAR_DIGITS) {
            return Optional.empty();
        }
        try {
            TemporalAccessor read = ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    read instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(read));
        } catch (DateTimeException noMoment) {
            return Optional.empty();
        }
    }
}
