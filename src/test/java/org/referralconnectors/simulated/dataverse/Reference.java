package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A table that leads point to, with its rows; it is only read here. */
public record Reference(Table table, Map<UUID, ObjectNode> rows) {

    /** The tables that a stock organisation has beside its leads; all of them empty. */
    static Map<String, Reference> stock() {
        Map<String, Reference> references = new LinkedHashMap<>();
        add(
                references,
                "transactioncurrencies",
                "transactioncurrency",
                Column.text("isocurrencycode", 5),
                Column.text("currencyname", 100),
                Column.text("currencysymbol", 13),
                Column.integer("currencyprecision", 0, 4),
                Column.of("statecode", ColumnType.STATE),
                Column.number("exchangerate", ColumnType.DECIMAL, "0.000000000001", "100000000000", 12));
        add(
                references,
                "systemusers",
                "systemuser",
                Column.text("fullname", 200),
                Column.of("isdisabled", ColumnType.BOOLEAN));
        add(references, "teams", "team", Column.text("name", 160), Column.of("teamtype", ColumnType.PICKLIST));
        add(references, "accounts", "account", Column.text("name", 160));
        add(references, "contacts", "contact", Column.text("fullname", 160));
        add(references, "campaigns", "campaign", Column.text("name", 128));
        return references;
    }

    private static void add(Map<String, Reference> references, String set, String entity, Column... columns) {
        Table table = Table.of(set, entity, entity + "id", List.of(Column.of(entity + "id", ColumnType.GUID)));
        for (Column column : columns) {
            table = table.with(column);
        }
        references.put(set, new Reference(table, Map.of()));
    }

    /** This table with one more row. */
    Reference with(UUID id, ObjectNode values) {
        Map<UUID, ObjectNode> more = new LinkedHashMap<>(rows);
        more.put(id, values.put(table.key(), id.toString()));
        return new Reference(table, more);
    }

    static ObjectNode named(String column, String name) {
        return JsonNodeFactory.instance.objectNode().put(column, name);
    }

    static ObjectNode currency(String isoCode, int precision, BigDecimal rate) {
        return named("isocurrencycode", isoCode)
                .put("currencyname", isoCode)
                .put("currencysymbol", isoCode)
                .put("currencyprecision", precision)
                .put("statecode", 0)
                .put("exchangerate", rate);
    }
}
