package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a JSON value becomes in a column: the stored value, or a refusal with the code of its mistake. Text is neither
 * cut nor trimmed; empty text is stored as null, as the service does.
 */
final class Literals {
    private Literals() {}

    static JsonNode stored(Column column, JsonNode value) {
        if (value.isNull()) {
            return cleared(column);
        }
        return switch (column.type()) {
            case STRING, MEMO -> text(column, value);
            case INTEGER -> integer(column, value);
            case PICKLIST, STATE, STATUS -> choice(column, value);
            case MONEY, DECIMAL, DOUBLE -> number(column, value);
            case BOOLEAN -> expect(value.isBoolean(), column, value);
            case DATE -> DateLiterals.date(column, value);
            case DATE_TIME -> DateLiterals.dateTime(column, value);
            case GUID, LOOKUP, OWNER, CUSTOMER -> guid(column, value);
            case BIG_INTEGER -> expect(value.isIntegralNumber(), column, value);
        };
    }

    private static JsonNode cleared(Column column) {
        if (column.required().equals("SystemRequired") || column.type() == ColumnType.STATUS) {
            throw new DataverseError(400, DataverseError.ARGUMENT, "The column " + column.name() + " cannot be null.");
        }
        return NullNode.instance;
    }

    private static JsonNode text(Column column, JsonNode value) {
        String text = expect(value.isTextual(), column, value).textValue();
        if (text.length() > column.maxLength()) {
            throw new DataverseError(
                    400,
                    DataverseError.TEXT_TOO_LONG,
                    "A validation error occurred. The length of the '" + column.name()
                            + "' attribute of the 'lead' entity exceeded the maximum allowed length of '"
                            + column.maxLength() + "'.");
        }
        if (text.codePoints().anyMatch(Literals::cannotBeStored)) {
            throw DataverseError.payload("Invalid character in '" + column.name() + "'.");
        }
        return text.isEmpty() ? NullNode.instance : value;
    }

    private static boolean cannotBeStored(int codePoint) {
        return codePoint == 0 || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static JsonNode integer(Column column, JsonNode value) {
        expect(value.isIntegralNumber() && value.canConvertToInt(), column, value);
        return inRange(column, value, DataverseError.INTEGER_RANGE);
    }

    private static JsonNode choice(Column column, JsonNode value) {
        expect(value.isIntegralNumber() && value.canConvertToInt(), column, value);
        if (column.allows(value.intValue())) {
            return value;
        }
        String accepted = column.options().stream()
                .map(option -> Integer.toString(option.value()))
                .collect(Collectors.joining(","));
        throw new DataverseError(
                400,
                DataverseError.OPTION_RANGE,
                "A validation error occurred. The value " + value + " of '" + column.name()
                        + "' on record of type 'lead' is outside the valid range. Accepted Values: " + accepted);
    }

    private static JsonNode number(Column column, JsonNode value) {
        expect(value.isNumber(), column, value);
        inRange(column, value, DataverseError.MONEY_RANGE);
        return DecimalNode.valueOf(value.decimalValue());
    }

    private static JsonNode inRange(Column column, JsonNode value, String code) {
        BigDecimal number = value.decimalValue();
        if (column.least() != null && number.compareTo(column.least()) < 0
                || column.most() != null && number.compareTo(column.most()) > 0) {
            throw new DataverseError(
                    400,
                    code,
                    "A validation error occurred. The value of '" + column.name()
                            + "' on record of type 'lead' is outside the valid range.");
        }
        return value;
    }

    private static JsonNode guid(Column column, JsonNode value) {
        return TextNode.valueOf(guid(expect(value.isTextual(), column, value).textValue())
                .orElseThrow(() -> wrongType(column, value))
                .toString());
    }

    /** The GUID that a text is, in its canonical form of 36 characters; empty for anything else. */
    static Optional<UUID> guid(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(UUID.fromString(lower))
                : Optional.empty();
    }

    static JsonNode expect(boolean fits, Column column, JsonNode value) {
        if (!fits) {
            throw wrongType(column, value);
        }
        return value;
    }

    static DataverseError wrongType(Column column, JsonNode value) {
        return DataverseError.payload(
                "InnerException : Microsoft.OData.ODataException: Cannot convert the literal '" + value.asText()
                        + "' to the expected type 'Edm." + column.type().edm.name() + "'.");
    }
}
