package org.referralconnectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the organisation says about the columns of a field, named as a read of a lead names them. */
final class Columns {

    private static final String VALUE = "_value";
    private static final String SECURED = " (column security)";

    private Columns() {}

    /** Whether the organisation has a column of a type that fits. */
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

    /** Why one of these can't be seen in this lead: it comes as null since it may not be read, or it does not come. */
    static Optional<String> unseen(Set<String> properties, JsonNode lead, Terms terms) {
        return properties.stream()
                .sorted()
                .filter(property -> !lead.hasNonNull(property))
                .flatMap(property -> unseen(property, lead.has(property), terms).stream())
                .findFirst();
    }

    private static Optional<String> unseen(String property, boolean answered, Terms terms) {
        if (!answered) {
            return Optional.of("left alone: the answer of Dynamics 365 lacks column " + logical(property));
        }
        return access(property, terms).read()
                ? Optional.empty()
                : Optional.of("left alone: the application user may not read column " + logical(property) + SECURED);
    }

    /** One of these that may be neither read nor filled in a new lead. */
    static Optional<String> closed(Set<String> properties, Terms terms) {
        return first(properties, terms, access -> !access.read() && !access.create())
                .map(column -> "left alone: the application user may neither read nor fill column " + column + SECURED);
    }

    /** @param creates whether the lead is to be made, not updated */
    static Optional<Refusal> secured(Set<String> properties, boolean creates, Terms terms) {
        return first(properties, terms, access -> creates ? !access.create() : !access.update())
                .map(column -> new Refusal(
                        "column-secured",
                        "the application user may not write column " + column + SECURED,
                        "allow Create and Update in a column security profile of the application user, then replay"));
    }

    /** The logical name of what a lookup is read as: {@code _name_value}. */
    static String logical(String property) {
        boolean isLookup = property.startsWith("_") && property.endsWith(VALUE);
        return isLookup ? property.substring(1, property.length() - VALUE.length()) : property;
    }

    private static Optional<String> first(Set<String> properties, Terms terms, Predicate<Column.Access> lacks) {
        Stream<String> lacking = properties.stream().sorted().filter(property -> lacks.test(access(property, terms)));
        return lacking.findFirst().map(Columns::logical);
    }

    private static Column.Access access(String property, Terms terms) {
        Column column = terms.column(logical(property));
        return column == null ? Column.Access.FULL : column.access();
    }
}
