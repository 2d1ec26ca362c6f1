package org.referralconnectors.mapping;

/**
 * A currency that the organisation has.
 *
 * @param id GUID of the {@code transactioncurrency} row
 * @param isoCode ISO 4217, upper case
 * @param precision decimals of an amount
 * @param active whether a record may be given it; records that have it keep it in either case
 */
public record Currency(String id, String isoCode, int precision, boolean active) {

    /** An active one. */
    public Currency(String id, String isoCode, int precision) {
        this(id, isoCode, precision, true);
    }
}
