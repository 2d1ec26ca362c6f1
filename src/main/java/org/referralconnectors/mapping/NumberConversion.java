package org.referralconnectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.util.Set;

/** A number, rounded to what the column keeps. */
record NumberConversion() implements Conversion {

    @Override
    public Set<String> types() {
        return Set.of("Integer", "BigInt", "Decimal", "Double", "Money");
    }

    @Override
    public String readReferral(JsonNode value) {
        return Decimals.read(value);
    }

    @Override
    public String readLead(JsonNode value) {
        return Decimals.read(value);
    }

    @Override
    public Converted toLead(String value, Column column, Terms terms) {
        return Decimals.fit(value, isWhole(column) ? Integer.valueOf(0) : column.precision(), column);
    }

    @Override
    public Converted toReferral(String value, Column column, Terms terms) {
        return value.isEmpty() || Decimals.parse(value).isPresent()
                ? Converted.to(value)
                : Converted.refused("not-a-number", "the lead's value is not a number", "map a number column");
    }

    @Override
    public JsonNode leadJson(String value) {
        return number(value);
    }

    @Override
    public JsonNode referralJson(String value) {
        return number(value);
    }

    static JsonNode number(String value) {
        return value.isEmpty() ? NullNode.getInstance() : DecimalNode.valueOf(new BigDecimal(value));
    }

    private static boolean isWhole(Column column) {
        return column.type().equals("Integer") || column.type().equals("BigInt");
    }
}
