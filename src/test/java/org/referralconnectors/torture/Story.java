package org.referralconnectors.torture;

import java.util.ArrayList;
import java.util.List;

/** All that happened to one referral and its leads, in the order of the events' numbers. */
final class Story {
    private final String referralId;
    private final List<Event> events = new ArrayList<>();

    Story(String referralId) {
        this.referralId = referralId;
    }

    String referralId() {
        return referralId;
    }

    synchronized void add(Event event) {
        events.add(event);
    }

    synchronized List<Event> events() {
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(java.util.Comparator.comparingLong(Event::seq));
        return sorted;
    }
}
