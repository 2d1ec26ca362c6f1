package org.referralconnectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A value of an option column, by a table.
 *
 * @param values the option for each value of the referral, in the order of the row
 * @param otherwise the option for every other value, also for none; null if there is none
 */
record OptionConversion(Map<String, Integer> values, Integer otherwise) implements Conversion {

    @Override
    public Set<String> types() {
        return Set.of("Picklist");
    }

    @Override
    public Converted toLead(String value, Column column, Terms terms) {
        Integer option = values.getOrDefault(value, otherwise);
        if (option == null) {
            return value.isEmpty()
                    ? Converted.to("")
                    : Converted.refused(
                            "option-not-mapped",
                            "the row's options do not name the referral's value",
                            "add it to options: in mapping.yaml");
        }
        return column.options().containsKey(option)
                ? Converted.to(option.toString())
                : Converted.refused(
                        "option-missing",
                        missing(option, column),
                        "add the option to the organisation, or change the row");
    }

    @Override
    public Converted toReferral(String value, Column column, Terms terms) {
        if (value.isEmpty()) {
            return Converted.to("");
        }
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().toString().equals(value))
                .map(entry -> Converted.to(entry.getKey()))
                .findFirst()
                .orElseGet(() -> Converted.refused(
                        "option-not-mapped",
                        "the row's options do not name option " + value,
                        "add it to options: in mapping.yaml"));
    }

    @Override
    public JsonNode leadJson(String value) {
        return NumberConversion.number(value);
    }

    @Override
    public List<String> check(Column column) {
        List<Integer> named = new ArrayList<>(values.values());
        if (otherwise != null) {
            named.add(otherwise);
        }
        return named.stream()
                .distinct()
                .filter(option -> !column.options().containsKey(option))
                .map(option -> missing(option, column))
                .toList();
    }

    private static String missing(Integer option, Column column) {
        return "column " + column.name() + " has no option " + option + " in this organisation";
    }
}
