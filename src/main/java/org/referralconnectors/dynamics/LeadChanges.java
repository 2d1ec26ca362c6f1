package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;

/** One poll in progress, in the variable {@code poll}: what to ask next, and where the next poll goes on. */
public interface LeadChanges {

    /** Whether there is another page to ask for. */
    boolean isMore();

    /** The raw query to send, as the service gave it where it gave one: re-encoding breaks it. */
    String getQuery();

    String getPrefer();

    /** Whether every lead is listed, not only those that changed. */
    boolean isComplete();

    LeadPage take(JsonNode answer);

    /** What the next poll begins with, once there are no more pages. */
    String cursor();
}
