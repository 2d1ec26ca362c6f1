package org.referralconnectors.values;

import java.util.Optional;
import java.util.Set;

/**
 * Who owns a lead, as settings and field map name it: {@code systemuser:GUID} or {@code team:GUID}.
 *
 * @param table {@code systemuser} or {@code team}
 * @param id in lower case
 */
public record Owner(String table, String id) {

    private static final Set<String> TABLES = Set.of("systemuser", "team");

    /** @return empty where the text is no owner */
    public static Optional<Owner> read(String text) {
        String[] parts = text.split(":", 2);
        return parts.length == 2 && TABLES.contains(parts[0])
                ? Guid.read(parts[1]).map(id -> new Owner(parts[0], id))
                : Optional.empty();
    }

    public boolean isTeam() {
        return table.equals("team");
    }

    /** The row's path in the Web API: {@code systemusers(GUID)}. */
    public String path() {
        return table + "s(" + id + ")";
    }

    @Override
    public String toString() {
        return table + ":" + id;
    }
}
