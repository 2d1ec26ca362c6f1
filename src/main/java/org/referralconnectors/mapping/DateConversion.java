package org.referralconnectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.referralconnectors.values.Moments;

/**
 * A moment of the referral and a day or moment of the lead. Where the column holds a day, it is the moment's day in the
 * zone, and a day becomes its start there. Microsoft writes seven decimals of a second; a column keeps whole seconds.
 */
record DateConversion() implements Conversion {

    private static final LocalDate FIRST = LocalDate.of(1753, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 30);
    private static final int DAY_LENGTH = 10;
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration MOST_AHEAD = Duration.ofHours(14);
    private static final Duration MOST_BEHIND = Duration.ofHours(-12);

    @Override
    public Set<String> types() {
        return Set.of("DateTime");
    }

    @Override
    public String readReferral(JsonNode value) {
        return read(Text.of(value).strip());
    }

    @Override
    public String readLead(JsonNode value) {
        return read(Text.of(value).strip());
    }

    /**
     * An earlier release agreed on the moment's day, or on whole seconds. It wrote a lead's day as its start in the
     * zone of then, which may be another one by now.
     */
    @Override
    public boolean sameReferral(String then, String now, Terms terms) {
        return then.equals(now)
                || isDayOf(then, now, terms.zone())
                || isSomewheresStartOf(then, now)
                || then.equals(seconds(now));
    }

    /** A column that is changed from moments to days shows the days of UTC. */
    @Override
    public boolean sameLead(String then, String now, Terms terms) {
        return then.equals(now)
                || isDayOf(then, now, terms.zone())
                || isDayOf(now, then, terms.zone())
                || isDayOf(then, now, ZoneOffset.UTC)
                || isDayOf(now, then, ZoneOffset.UTC);
    }

    @Override
    public Converted toLead(String value, Column column, Terms terms) {
        if (value.isEmpty()) {
            return Converted.to("");
        }
        LocalDate day = day(value)
                .or(() -> Moments.read(value).map(moment -> LocalDate.ofInstant(moment, zone(column, terms))))
                .orElse(null);
        if (day == null) {
            return Converted.refused(
                    "not-a-date", "the referral's value is not a date", "correct it in Partner Center");
        }
        if (day.isBefore(FIRST) || day.isAfter(LAST)) {
            return Converted.refused(
                    "out-of-range",
                    "column " + column.name() + " takes days from " + FIRST + " to " + LAST,
                    "correct it in Partner Center");
        }
        return Converted.to(column.dateOnly() ? day.toString() : seconds(start(value, terms.zone())));
    }

    @Override
    public Converted toReferral(String value, Column column, Terms terms) {
        if (value.isEmpty()) {
            return Converted.refused("not-emptied", "the referral's date can't be emptied", null);
        }
        return day(value).isEmpty() && Moments.read(value).isEmpty()
                ? Converted.refused("not-a-date", "the lead's value is not a date", "map a date column")
                : Converted.to(start(value, terms.zone()));
    }

    private static ZoneId zone(Column column, Terms terms) {
        return column.dateOnly() ? terms.zone() : ZoneOffset.UTC;
    }

    /** A day as it is, a moment in UTC, anything else as it stands. */
    private static String read(String text) {
        return Moments.read(text).map(Instant::toString).orElse(text);
    }

    /** A day's first moment in the zone; a moment as it is. */
    private static String start(String value, ZoneId zone) {
        return day(value)
                .map(day -> day.atStartOfDay(zone).toInstant().toString())
                .orElse(value);
    }

    private static String seconds(String value) {
        return Moments.read(value)
                .map(moment -> moment.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse(value);
    }

    /** Clocks are ahead of UTC by 14 hours at most and behind it by 12, in quarters of an hour. */
    private static boolean isSomewheresStartOf(String day, String moment) {
        return day(day).isPresent()
                && Moments.read(moment)
                        .map(found -> Duration.between(
                                found,
                                day(day).get().atStartOfDay(ZoneOffset.UTC).toInstant()))
                        .filter(ahead -> ahead.toSeconds() % QUARTER.toSeconds() == 0 && ahead.getNano() == 0)
                        .filter(ahead -> ahead.compareTo(MOST_AHEAD) <= 0 && ahead.compareTo(MOST_BEHIND) >= 0)
                        .isPresent();
    }

    private static boolean isDayOf(String day, String moment, ZoneId zone) {
        return day(day).isPresent()
                && Moments.read(moment)
                        .map(found -> LocalDate.ofInstant(found, zone))
                        .equals(day(day));
    }

    private static Optional<LocalDate> day(String value) {
        try {
            return value.length() == DAY_LENGTH ? Optional.of(LocalDate.parse(value)) : Optional.empty();
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }
}
