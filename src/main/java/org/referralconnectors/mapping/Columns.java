package org.referralconnectors.mapping;

import java.util.List;
import java.util.Set;

/** Whether the organisation has a column of a type that fits. */
final class Columns {

    private Columns() {}

    static List<String> check(Organisation organisation, String name, Set<String> types) {
        Column column = organisation.columns().get(name);
        if (column == null) {
            return List.of("the lead has no column " + name + " in this organisation");
        }
        return types.contains(column.type())
                ? List.of()
                : List.of("column " + name + " is of type " + column.type() + ", not "
                        + String.join(" or ", types.stream().sorted().toList()));
    }
}
