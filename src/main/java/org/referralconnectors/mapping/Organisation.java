package org.referralconnectors.mapping;

import java.util.Map;

/**
 * What the mapping needs to know of a Dataverse organisation.
 *
 * @param organizationId GUID
 * @param columns of the lead, by logical name
 * @param currencies by ISO 4217 code, upper case
 */
public record Organisation(String organizationId, Map<String, Column> columns, Map<String, Currency> currencies) {

    /** The ISO code of the currency with this GUID, or the GUID where the organisation does not list it. */
    String isoCode(String currencyId) {
        return currencies.values().stream()
                .filter(currency -> currency.id().equalsIgnoreCase(currencyId))
                .map(Currency::isoCode)
                .findFirst()
                .orElse(currencyId);
    }
}
