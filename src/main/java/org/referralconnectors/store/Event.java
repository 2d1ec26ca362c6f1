package org.referralconnectors.store;

/**
 * Something happened that may have put a pair out of step; what exactly is of no interest, both sides are read anew.
 *
 * @param leadIdHint the lead that the event was about, where it was one; else null
 * @param trace that the event belongs to (W3C traceparent), or null
 */
public record Event(String referralId, Cause cause, Priority priority, String leadIdHint, String trace) {

    public Event(String referralId, Cause cause, Priority priority, String leadIdHint) {
        this(referralId, cause, priority, leadIdHint, null);
    }

    public static Event live(String referralId, Cause cause) {
        return new Event(referralId, cause, Priority.LIVE, null);
    }
}
