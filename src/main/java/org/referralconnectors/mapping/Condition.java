package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * For which referrals a row counts.
 *
 * @param values by path, the values of which the referral has to hold one; empty: every referral
 */
record Condition(Map<JsonPointer, List<String>> values) {

    /** The row's {@code when}; always, where it has none. */
    static Condition read(Keys row) {
        Map<JsonPointer, List<String>> values =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        if (row.has("when")) {
            Keys table = row.table("when");
            for (String path : table.names()) {
                JsonPointer pointer = table.pointer(path, path);
                if (pointer != null) {
                    values.put(pointer, table.texts(path));
                }
            }
        }
        return new Condition(values);
    }

    boolean holds(JsonNode referral) {
        return values.entrySet().stream()
                .allMatch(each -> each.getValue().contains(Text.of(referral.at(each.getKey()))));
    }
}
