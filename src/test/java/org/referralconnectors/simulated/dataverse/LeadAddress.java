package org.referralconnectors.simulated.dataverse;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which lead a URL means: {@code leads(guid)} or {@code leads(column='value')} with the alternate key.
 *
 * @param text the part in parentheses, decoded
 * @param id null when it is a key
 * @param key the key's value, null when it is an id
 */
record LeadAddress(String text, UUID id, String key) {
    private static final Pattern KEY = Pattern.compile("(\\w+)='((?:[^']|'')*)'");
    private static final Pattern UNUSABLE = Pattern.compile("[/<>*%&:\\\\?+#]");

    static LeadAddress parse(Organisation organisation, String text) {
        Optional<UUID> id = Literals.guid(text);
        if (id.isPresent()) {
            return new LeadAddress(text, id.get(), null);
        }
        Matcher matcher = KEY.matcher(text);
        if (!matcher.matches()) {
            throw DataverseError.syntax();
        }
        if (!organisation.activeKey().equals(Optional.of(matcher.group(1)))) {
            throw DataverseError.query(
                    "The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.lead'.");
        }
        if (UNUSABLE.matcher(matcher.group(2)).find()) {
            throw DataverseError.syntax();
        }
        return new LeadAddress(text, null, matcher.group(2).replace("''", "'"));
    }

    Optional<Row> in(LeadTable table) {
        return id == null ? table.findByKey(key) : table.find(id);
    }

    DataverseError missing() {
        return id == null
                ? new DataverseError(
                        404,
                        DataverseError.NO_SUCH_KEY,
                        "A record with the specified key values does not exist in lead entity")
                : DataverseError.noSuchRow("lead", id);
    }
}
