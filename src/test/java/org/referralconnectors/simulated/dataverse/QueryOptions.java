package org.referralconnectors.simulated.dataverse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query options of a request, decoded; each at most once, and only those that the resource knows. */
record QueryOptions(Map<String, String> values) {

    static QueryOptions parse(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String option : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] parts = option.split("=", 2);
            if (parts.length < 2 || values.putIfAbsent(Uris.decode(parts[0]), Uris.decode(parts[1])) != null) {
                throw DataverseError.syntax();
            }
        }
        return new QueryOptions(values);
    }

    QueryOptions only(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw DataverseError.query("The query parameter " + name + " is not supported.");
            }
        }
        return this;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }
}
