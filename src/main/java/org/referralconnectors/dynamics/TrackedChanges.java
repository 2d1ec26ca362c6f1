package org.referralconnectors.dynamics;

/**
 * Changes by Dataverse's change tracking: the first answer lists every lead, each later one what changed since,
 * deletions included.
 */
public final class TrackedChanges extends LeadChanges {

    private static final String EVERY_LEAD = "$select=subject";
    private static final String TRACK = "odata.track-changes,odata.maxpagesize=500";

    private String cursor;

    /** @param cursor of the last poll; empty: none, or it has expired */
    public TrackedChanges(String cursor) {
        super(cursor.isEmpty(), TRACK, cursor.isEmpty() ? EVERY_LEAD : cursor);
    }

    @Override
    LeadPage news(LeadPage page) {
        cursor = page.delta();
        return page;
    }

    @Override
    public String cursor() {
        return cursor;
    }
}
