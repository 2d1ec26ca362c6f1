package org.referralconnectors.mapping;

import java.time.ZoneId;

/**
 * What settings and organisation say about conversions.
 *
 * @param zone in which a date-time becomes a day
 * @param dealValueAsText whether an amount is sent to a referral as text
 * @param subject how a new lead's subject is made
 * @param organisation the lead's columns and currencies
 */
public record Terms(ZoneId zone, boolean dealValueAsText, Subject subject, Organisation organisation) {

    /** The column as this organisation has it, or null. */
    Column column(String name) {
        return organisation.columns().get(name);
    }
}
