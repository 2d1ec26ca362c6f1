package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Changes by Dataverse's change tracking: the first answer lists every lead, each later one what changed since,
 * deletions included.
 */
public final class TrackedChanges implements LeadChanges {

    private static final String EVERY_LEAD = "$select=subject";
    private static final String TRACK = "odata.track-changes,odata.maxpagesize=500";

    private final boolean complete;
    private String query;
    private String cursor;

    /** @param cursor of the last poll; empty: none, or it has expired */
    public TrackedChanges(String cursor) {
        this.complete = cursor.isEmpty();
        this.query = complete ? EVERY_LEAD : cursor;
    }

    @Override
    public boolean isMore() {
        return query != null;
    }

    @Override
    public String getQuery() {
        return query;
    }

    @Override
    public String getPrefer() {
        return TRACK;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public LeadPage take(JsonNode answer) {
        LeadPage page = LeadPage.of(answer);
        query = page.next();
        cursor = page.delta();
        return page;
    }

    @Override
    public String cursor() {
        return cursor;
    }
}
