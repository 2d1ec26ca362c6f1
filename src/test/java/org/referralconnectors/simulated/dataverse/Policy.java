package org.referralconnectors.simulated.dataverse;

/** What an organisation's administrator can switch, as far as it changes what the Web API answers for leads. */
public enum Policy {
    /** Changes of leads can be asked for with {@code Prefer: odata.track-changes}. */
    CHANGE_TRACKING,
    /** The application user may read every lead of the organisation, which change tracking needs. */
    ORGANISATION_WIDE_READ,
    /** Qualified and disqualified leads refuse every change but being reopened. */
    CLOSED_LEADS_READ_ONLY
}
