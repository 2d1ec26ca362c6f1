package org.referralconnectors.mapping;

import java.util.Map;
import java.util.Optional;
import org.referralconnectors.values.Guid;

/**
 * What the mapping needs to know of a Dataverse organisation.
 *
 * @param organizationId GUID
 * @param columns of the lead, by logical name
 * @param currencies by ISO 4217 code, upper case
 */
public record Organisation(String organizationId, Map<String, Column> columns, Map<String, Currency> currencies) {

    /**
     * Whether both name the same currency, by ISO code or by GUID. A code that is no longer listed can't be told from
     * another name of the same currency, since one that is in use is never removed.
     */
    boolean isSameCurrency(String then, String now) {
        if (then.equalsIgnoreCase(now) || then.isEmpty() || now.isEmpty()) {
            return then.equalsIgnoreCase(now);
        }
        String id = idOf(then);
        return id.isEmpty() || id.equals(idOf(now));
    }

    /** Empty for a code that is not listed. */
    private String idOf(String currency) {
        return Guid.read(currency)
                .or(() -> Optional.ofNullable(currencies.get(currency))
                        .map(Currency::id)
                        .flatMap(Guid::read))
                .orElse("");
    }

    /** The ISO code of the currency with this GUID, or the GUID where the organisation does not list it. */
    String isoCode(String currencyId) {
        return currencies.values().stream()
                .filter(currency -> currency.id().equalsIgnoreCase(currencyId))
                .map(Currency::isoCode)
                .findFirst()
                .orElse(currencyId);
    }
}
