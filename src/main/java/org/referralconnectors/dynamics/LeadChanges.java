package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;

/** One poll in progress, in the variable {@code poll}: what to ask next, and where the next poll goes on. */
public abstract class LeadChanges {

    private final boolean complete;
    private final String prefer;
    private String query;

    /**
     * @param complete whether every lead is listed, not only those that changed
     * @param query raw, of the first page
     */
    LeadChanges(boolean complete, String prefer, String query) {
        this.complete = complete;
        this.prefer = prefer;
        this.query = query;
    }

    /** Whether there is another page to ask for. */
    public boolean isMore() {
        return query != null;
    }

    /** The raw query to send, as the service gave it where it gave one: re-encoding breaks it. */
    public String getQuery() {
        return query;
    }

    public String getPrefer() {
        return prefer;
    }

    /** Whether every lead is listed, not only those that changed. */
    public boolean isComplete() {
        return complete;
    }

    /** @return what of an answer is news */
    public LeadPage take(JsonNode answer) {
        LeadPage page = LeadPage.of(answer);
        query = page.next();
        return news(page);
    }

    abstract LeadPage news(LeadPage page);

    /** What the next poll begins with, once there are no more pages. */
    public abstract String cursor();
}
