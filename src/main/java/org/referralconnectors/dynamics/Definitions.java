package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.referralconnectors.mapping.Column;
import org.referralconnectors.mapping.Column.Access;
import org.referralconnectors.mapping.Currency;
import org.referralconnectors.mapping.Option;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.values.Guid;

/** What Dataverse's definitions of columns, options and currencies say. */
final class Definitions {

    private static final Access NONE = new Access(false, false, false);

    private final Map<String, ObjectNode> columns;
    private final Map<String, Access> rights = new HashMap<>();

    /**
     * @param columns by logical name, everything that was answered about the column
     * @param rights {@code AttributePrivileges} of the application user, by the column's {@code MetadataId}; 0 is no
     */
    Definitions(Map<String, ObjectNode> columns, JsonNode rights) {
        this.columns = columns;
        for (JsonNode right : rights) {
            Access access = new Access(
                    right.path("CanRead").asInt() > 0,
                    right.path("CanCreate").asInt() > 0,
                    right.path("CanUpdate").asInt() > 0);
            this.rights.put(Guid.canonical(right.path("AttributeId").asText()), access);
        }
    }

    static boolean isSecured(JsonNode column) {
        return column.path("IsSecured").asBoolean();
    }

    Organisation organisation(String id, JsonNode currencies) {
        Map<String, Column> known = new HashMap<>();
        columns.forEach((name, row) -> known.put(name, column(name, row)));
        List<Currency> all = new ArrayList<>();
        currencies.forEach(row -> all.add(currency(row)));
        return new Organisation(id, known, List.copyOf(all));
    }

    private Column column(String name, JsonNode row) {
        return new Column(
                name,
                row.path("AttributeType").asText(),
                integer(row.path("MaxLength")),
                number(row.path("MinValue")),
                number(row.path("MaxValue")),
                integer(row.path("Precision")),
                row.at("/DateTimeBehavior/Value").asText().equals("DateOnly"),
                options(row.at("/OptionSet/Options")),
                access(row));
    }

    private Access access(JsonNode row) {
        return isSecured(row)
                ? rights.getOrDefault(Guid.canonical(row.path("MetadataId").asText()), NONE)
                : Access.FULL;
    }

    private static Currency currency(JsonNode row) {
        return new Currency(
                Guid.canonical(row.path("transactioncurrencyid").asText()),
                row.path("isocurrencycode").asText().strip().toUpperCase(Locale.ROOT),
                row.path("currencyprecision").asInt(),
                row.path("statecode").asInt() == 0);
    }

    /** Null where there is no limit. */
    private static BigDecimal number(JsonNode limit) {
        return limit.isNumber() ? limit.decimalValue() : null;
    }

    private static Integer integer(JsonNode number) {
        return number.isInt() ? number.intValue() : null;
    }

    private static Map<Integer, Option> options(JsonNode rows) {
        Map<Integer, Option> options = new TreeMap<>();
        for (JsonNode row : rows) {
            Integer state = row.path("State").isInt() ? row.path("State").intValue() : null;
            options.put(row.path("Value").asInt(), new Option(label(row), state));
        }
        return options;
    }

    /** The label in the application user's language, else the first that is filled in any, else the number. */
    static String label(JsonNode option) {
        JsonNode label = option.path("Label");
        String users = text(label.path("UserLocalizedLabel"));
        return users.isEmpty()
                ? StreamSupport.stream(label.path("LocalizedLabels").spliterator(), false)
                        .map(Definitions::text)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElseGet(() -> option.path("Value").asText())
                : users;
    }

    private static String text(JsonNode localized) {
        JsonNode text = localized.path("Label");
        return text.isTextual() ? text.textValue().strip() : "";
    }
}
