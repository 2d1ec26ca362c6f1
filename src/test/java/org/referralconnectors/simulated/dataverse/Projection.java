package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns of a row are answered. Beside those selected: the primary key, the currency of an amount, and the whole
 * address with any part of it.
 */
record Projection(Table table, String selected, Set<String> properties, boolean formatted) {
    static final String FORMATTED = "OData.Community.Display.V1.FormattedValue";

    static Projection of(Table table, Optional<String> select, boolean formatted) {
        Set<String> properties = new LinkedHashSet<>();
        select.ifPresentOrElse(
                names -> List.of(names.split(",", -1)).forEach(name -> add(table, name, properties)),
                () -> properties.addAll(table.columns().keySet()));
        properties.add(table.key());
        return new Projection(table, select.map(names -> "(" + names + ")").orElse(""), properties, formatted);
    }

    private static void add(Table table, String name, Set<String> properties) {
        Column column = table.column(name);
        properties.add(name);
        if (column.type() == ColumnType.MONEY) {
            properties.add("_transactioncurrencyid_value");
        }
        if (name.startsWith("address1_") && column.type() == ColumnType.STRING) {
            properties.add("address1_composite");
        }
    }

    ObjectNode of(Row row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("@odata.etag", row.etag());
        properties.forEach(name -> {
            JsonNode value = row.values().get(name);
            label(name, value).ifPresent(label -> json.put(name + "@" + FORMATTED, label));
            json.set(name, value);
        });
        return json;
    }

    private Optional<String> label(String name, JsonNode value) {
        if (!formatted || value == null || !table.column(name).type().isChoice()) {
            return Optional.empty();
        }
        return table.column(name).options().stream()
                .filter(option -> option.value() == value.intValue())
                .map(Option::label)
                .findFirst();
    }
}
