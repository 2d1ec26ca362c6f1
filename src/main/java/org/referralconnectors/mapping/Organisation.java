package org.referralconnectors.mapping;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.referralconnectors.values.Guid;

/**
 * What the mapping needs to know of a Dataverse organisation.
 *
 * @param organizationId GUID
 * @param columns of the lead, by logical name
 * @param currencies active and deactivated ones; a code may stand for several rows
 */
public record Organisation(String organizationId, Map<String, Column> columns, List<Currency> currencies) {

    /** ISO codes that a record may be given. */
    public Set<String> activeCodes() {
        return currencies.stream()
                .filter(Currency::active)
                .map(Currency::isoCode)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** ISO codes that the organisation has, in use or not. */
    public Set<String> codes() {
        return currencies.stream().map(Currency::isoCode).collect(Collectors.toUnmodifiableSet());
    }

    /** The currency of this ISO code; an active one goes first. */
    Optional<Currency> currency(String isoCode) {
        return currencies.stream()
                .filter(currency -> currency.isoCode().equals(isoCode))
                .max(Comparator.comparing(Currency::active));
    }

    /** The currency with this GUID, however it is spelled. */
    Optional<Currency> currencyOf(String id) {
        return Guid.read(id).flatMap(wanted -> currencies.stream()
                .filter(currency -> Guid.canonical(currency.id()).equals(wanted))
                .findFirst());
    }

    /** The ISO code of the currency with this GUID, or the GUID where the organisation does not list it. */
    String isoCode(String currencyId) {
        return currencyOf(currencyId).map(Currency::isoCode).orElseGet(() -> Guid.canonical(currencyId));
    }

    /**
     * Whether both name the same currency, by ISO code or by GUID. A code that is no longer listed can't be told from
     * another name of the same currency, since one that is in use is never removed.
     */
    boolean isSameCurrency(String then, String now) {
        if (then.isEmpty() || now.isEmpty()) {
            return then.equals(now);
        }
        String code = isoCode(then);
        return code.equals(isoCode(now)) || currency(code).isEmpty() && !Guid.isOne(code);
    }
}
