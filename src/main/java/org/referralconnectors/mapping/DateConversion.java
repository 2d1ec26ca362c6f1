package org.referralconnectors.mapping;

import static java.time.format.DateTimeFormatter.ISO_DATE_TIME;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Set;

/**
 * A moment of the referral and a day or moment of the lead. Where the column holds a day, both sides are compared by
 * day. Microsoft writes seven decimals of a second; a column keeps whole seconds.
 */
record DateConversion() implements Conversion {

    private static final LocalDate FIRST = LocalDate.of(1753, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 30);

    @Override
    public Set<String> types() {
        return Set.of("DateTime");
    }

    @Override
    public String readReferral(JsonNode value, Column column, Terms terms) {
        return read(Text.of(value).strip(), column, terms.zone());
    }

    @Override
    public String readLead(JsonNode value, Column column, Terms terms) {
        return read(Text.of(value), column, terms.zone());
    }

    @Override
    public Converted toLead(String value, Column column, Terms terms) {
        if (value.isEmpty()) {
            return Converted.to("");
        }
        LocalDate day = day(value);
        if (day == null) {
            return Converted.refused(
                    "not-a-date", "the referral's value is not a date", "correct it in Partner Center");
        }
        return day.isBefore(FIRST) || day.isAfter(LAST)
                ? Converted.refused(
                        "out-of-range",
                        "column " + column.name() + " takes days from " + FIRST + " to " + LAST,
                        "correct it in Partner Center")
                : Converted.to(value);
    }

    @Override
    public Converted toReferral(String value, Column column, Terms terms) {
        if (value.isEmpty()) {
            return Converted.refused("not-emptied", "the referral's date can't be emptied", null);
        }
        return day(value) == null
                ? Converted.refused("not-a-date", "the lead's value is not a date", "map a date column")
                : Converted.to(value);
    }

    /** A day becomes its start in the zone. */
    @Override
    public JsonNode referralJson(String value, Terms terms) {
        return Conversion.text(
                value.length() > 10
                        ? value
                        : LocalDate.parse(value)
                                .atStartOfDay(terms.zone())
                                .toInstant()
                                .toString());
    }

    private static String read(String text, Column column, ZoneId zone) {
        if (text.length() == 10) {
            return text;
        }
        Instant moment = moment(text);
        if (moment == null) {
            return text;
        }
        return column.dateOnly()
                ? moment.atZone(zone).toLocalDate().toString()
                : moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Instant moment(String text) {
        try {
            TemporalAccessor read = ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return read instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(read);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDate day(String value) {
        try {
            return LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
