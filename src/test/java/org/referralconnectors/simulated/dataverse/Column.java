package org.referralconnectors.simulated.dataverse;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A column of a table, as its definition says.
 *
 * @param name the logical name, lower case
 * @param maxLength in UTF-16 code units; 0 for anything but text
 * @param least smallest number, null when there is no limit
 * @param most largest number, null when there is no limit
 * @param precision digits after the point of a number
 * @param required {@code None}, {@code Recommended}, {@code ApplicationRequired} or {@code SystemRequired}; only the
 *     last is enforced over the Web API
 * @param options of a choice
 * @param binds for a reference: navigation property to the entity sets that it may point to
 */
public record Column(
        String name,
        ColumnType type,
        int maxLength,
        BigDecimal least,
        BigDecimal most,
        int precision,
        String required,
        boolean creatable,
        boolean updatable,
        List<Option> options,
        Map<String, Set<String>> binds) {

    public static Column of(String name, ColumnType type) {
        return new Column(name, type, 0, null, null, 0, "None", true, true, List.of(), Map.of());
    }

    public static Column text(String name, int maxLength) {
        return of(name, ColumnType.STRING).length(maxLength);
    }

    public static Column memo(String name, int maxLength) {
        return of(name, ColumnType.MEMO).length(maxLength);
    }

    public static Column number(String name, ColumnType type, String least, String most, int precision) {
        return new Column(
                name,
                type,
                0,
                new BigDecimal(least),
                new BigDecimal(most),
                precision,
                "None",
                true,
                true,
                List.of(),
                Map.of());
    }

    public static Column integer(String name, int least, int most) {
        return number(name, ColumnType.INTEGER, Integer.toString(least), Integer.toString(most), 0);
    }

    public static Column choice(String name, List<Option> options) {
        return of(name, ColumnType.PICKLIST).options(options);
    }

    public static Column reference(String name, ColumnType type, Map<String, Set<String>> binds) {
        return new Column(name, type, 0, null, null, 0, "None", true, true, List.of(), binds);
    }

    public Column length(int max) {
        return new Column(name, type, max, least, most, precision, required, creatable, updatable, options, binds);
    }

    public Column required(String level) {
        return new Column(name, type, maxLength, least, most, precision, level, creatable, updatable, options, binds);
    }

    public Column options(List<Option> values) {
        return new Column(name, type, maxLength, least, most, precision, required, creatable, updatable, values, binds);
    }

    public Column readOnly() {
        return new Column(name, type, maxLength, least, most, precision, required, false, false, options, binds);
    }

    public Column onCreateOnly() {
        return new Column(name, type, maxLength, least, most, precision, required, true, false, options, binds);
    }

    /** Its name in the Web API: the logical name, or {@code _name_value} for a reference. */
    public String property() {
        return type.isReference() ? "_" + name + "_value" : name;
    }

    boolean allows(int value) {
        return options.stream().anyMatch(option -> option.value() == value);
    }
}
