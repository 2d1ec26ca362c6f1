package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** What a JSON value becomes in a column for days or for times, the latter to the second. */
final class DateLiterals {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final LocalDate FIRST_DAY = LocalDate.of(1753, 1, 1);

    private DateLiterals() {}

    static JsonNode date(Column column, JsonNode value) {
        String text = Literals.expect(value.isTextual(), column, value).textValue();
        Literals.expect(DATE.matcher(text).matches(), column, value);
        try {
            return TextNode.valueOf(supported(LocalDate.parse(text)).toString());
        } catch (DateTimeException e) {
            throw Literals.wrongType(column, value);
        }
    }

    static JsonNode dateTime(Column column, JsonNode value) {
        String text = Literals.expect(value.isTextual(), column, value).textValue();
        try {
            OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            supported(time.toLocalDate());
            return TextNode.valueOf(DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS)));
        } catch (DateTimeException e) {
            throw Literals.wrongType(column, value);
        }
    }

    private static LocalDate supported(LocalDate day) {
        if (day.isBefore(FIRST_DAY)) {
            throw new DataverseError(
                    400,
                    DataverseError.DATE_RANGE,
                    "The date-time format is invalid, or value is outside the supported range.");
        }
        return day;
    }
}
