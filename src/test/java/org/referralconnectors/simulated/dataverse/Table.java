package org.referralconnectors.simulated.dataverse;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table: its entity set, its logical name, its primary key and its columns by Web API property.
 */
public record Table(String set, String entity, String key, Map<String, Column> columns) {

    static Table of(String set, String entity, String key, List<Column> columns) {
        Map<String, Column> byProperty = new LinkedHashMap<>();
        columns.forEach(column -> byProperty.put(column.property(), column));
        return new Table(set, entity, key, Collections.unmodifiableMap(byProperty));
    }

    /** This table with a column added or replaced. */
    Table with(Column column) {
        Map<String, Column> more = new LinkedHashMap<>(columns);
        more.put(column.property(), column);
        return new Table(set, entity, key, Collections.unmodifiableMap(more));
    }

    /** The column behind a property; unknown ones are refused as the service does. */
    Column column(String property) {
        Column column = columns.get(property);
        if (column == null) {
            throw DataverseError.unknownColumn(property, entity);
        }
        return column;
    }
}
