package org.referralconnectors.sync.plan;

import java.time.ZoneId;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.mapping.Terms;

/**
 * What the settings say about plans.
 *
 * @param zone in which a date-time becomes a day
 * @param writeLead whether leads may be written
 * @param writeReferral whether referrals may be written
 * @param overwriteExternalReference whether another system's id in a referral may be replaced
 * @param dealValueAsText whether an amount is sent to a referral as text
 * @param subject how a new lead's subject is made
 */
public record Policies(
        ZoneId zone,
        boolean writeLead,
        boolean writeReferral,
        boolean overwriteExternalReference,
        boolean dealValueAsText,
        Subject subject) {

    Terms terms(Organisation organisation) {
        return new Terms(zone, dealValueAsText, subject, organisation);
    }
}
