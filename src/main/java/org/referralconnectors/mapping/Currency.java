package org.referralconnectors.mapping;

/**
 * A currency that the organisation has.
 *
 * @param id GUID of the {@code transactioncurrency} row
 * @param isoCode ISO 4217, upper case
 * @param precision decimals of an amount
 */
public record Currency(String id, String isoCode, int precision) {}
