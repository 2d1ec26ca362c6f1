package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;

/** How values compare: text without regard to case, numbers by value, times as instants, nothing before everything. */
final class Ordering {
    private Ordering() {}

    /** {@code $orderby}: columns with {@code asc} or {@code desc}; ties are settled by the primary key. */
    static Comparator<ObjectNode> parse(Table table, String orderBy) {
        Comparator<ObjectNode> order = null;
        for (String item : orderBy.isEmpty() ? new String[0] : orderBy.split(",", -1)) {
            String[] words = item.strip().split(" ", 2);
            String direction = words.length == 1 ? "asc" : words[1];
            if (!Set.of("asc", "desc").contains(direction)) {
                throw DataverseError.syntax();
            }
            Comparator<ObjectNode> next = by(table.column(words[0]));
            next = direction.equals("desc") ? next.reversed() : next;
            order = order == null ? next : order.thenComparing(next);
        }
        Comparator<ObjectNode> byKey = by(table.column(table.key()));
        return order == null ? byKey : order.thenComparing(byKey);
    }

    private static Comparator<ObjectNode> by(Column column) {
        return (left, right) -> compare(value(column, left), value(column, right));
    }

    private static int compare(Object left, Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        return compareValues(left, right);
    }

    /** Compares two values of the same column as {@link #value(Column, ObjectNode)} returns them. */
    @SuppressWarnings("unchecked")
    static int compareValues(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }

    /** The value of a column in the form that compares; null when the column is empty. */
    static Comparable<?> value(Column column, ObjectNode row) {
        JsonNode value = row.get(column.property());
        return value == null || value.isNull() ? null : comparable(column, value);
    }

    private static Comparable<?> comparable(Column column, JsonNode value) {
        return switch (column.type().edm) {
            case Int32, Int64, Decimal, Double ->
                value.isInt() || value.isLong() ? BigDecimal.valueOf(value.longValue()) : value.decimalValue();
            case Boolean -> value.booleanValue();
            case DateTimeOffset -> Instant.parse(value.textValue());
            default -> value.textValue().toLowerCase(Locale.ROOT);
        };
    }
}
