package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Column security of the lead table, as far as it concerns the application user: what it may not read comes as null,
 * and a write that names what it may not write is refused as a whole (Microsoft's pages on column-level security and on
 * the error codes of the Web API). People in the browser have a profile that lets them do everything.
 *
 * <p>Beside it, columns that answers leave out though they were selected, which no service should do.
 */
final class ColumnSecurity {
    /** The three rights of a column security profile. */
    enum Right {
        READ,
        CREATE,
        UPDATE
    }

    private final Map<String, Set<Right>> secured = new ConcurrentHashMap<>();
    private final Set<String> leftOut = ConcurrentHashMap.newKeySet();

    /** @param column logical name */
    void secure(String column, Set<Right> allowed) {
        secured.put(column, allowed);
    }

    void release(String column) {
        secured.remove(column);
        leftOut.remove(column);
    }

    void leaveOut(String property) {
        leftOut.add(property);
    }

    boolean isSecured(Column column) {
        return secured.containsKey(column.name());
    }

    boolean allows(Column column, Right right) {
        return secured.getOrDefault(column.name(), Set.of(Right.values())).contains(right);
    }

    /** A row as the application user gets to see it. */
    ObjectNode shown(Projection projection, Row row) {
        ObjectNode values = row.values().deepCopy();
        columns(projection.table())
                .filter(column -> !allows(column, Right.READ))
                .forEach(column -> values.remove(column.property()));
        ObjectNode shown = projection.of(new Row(row.id(), row.version(), values));
        shown.remove(leftOut);
        return shown;
    }

    /** @param changes by property */
    void check(Table table, JsonNode changes, Right right) {
        columns(table)
                .filter(column -> changes.has(column.property()) && !allows(column, right))
                .findFirst()
                .ifPresent(column -> {
                    throw DataverseError.securedColumn(column.name(), right == Right.CREATE);
                });
    }

    private static Stream<Column> columns(Table table) {
        return table.columns().values().stream();
    }
}
