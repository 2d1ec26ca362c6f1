package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which lead holds which value of the alternate key; empty while no key is ready for use. Case makes no difference. */
final class KeyIndex {
    private final Map<String, UUID> holders = new HashMap<>();
    private final Optional<String> column;

    KeyIndex(Organisation organisation) {
        this.column = organisation.activeKey();
    }

    Optional<UUID> holder(String value) {
        return Optional.ofNullable(holders.get(value.toLowerCase(Locale.ROOT)));
    }

    void add(Row row) {
        keyOf(row).ifPresent(key -> holders.put(key, row.id()));
    }

    void remove(Row row) {
        keyOf(row).ifPresent(holders::remove);
    }

    /** Refuses a row whose key another row holds. */
    void check(Row row) {
        UUID holder = keyOf(row).map(holders::get).orElse(row.id());
        if (!holder.equals(row.id())) {
            String name = column.orElseThrow();
            throw new DataverseError(
                    412,
                    DataverseError.KEY_EXISTS,
                    "Entity Key " + name + " violated. A record with the same value for " + name
                            + " already exists. A duplicate record cannot be created. Select one or more unique values"
                            + " and try again.");
        }
    }

    private Optional<String> keyOf(Row row) {
        return column.map(row.values()::get).map(JsonNode::asText).map(text -> text.toLowerCase(Locale.ROOT));
    }
}
