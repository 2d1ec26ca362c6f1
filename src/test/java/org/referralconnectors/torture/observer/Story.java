package org.referralconnectors.torture.observer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that happened to one referral and its lead, and to all, in order. */
public final class Story {
    private final String referralId;
    private final List<Event> events = new ArrayList<>();
    private String lead;
    private String lostTo;

    Story(String referralId) {
        this.referralId = referralId;
    }

    public String referralId() {
        return referralId;
    }

    public List<Event> events() {
        return events;
    }

    /** Null while there is none; one that was deleted stays. */
    public String lead() {
        return lead;
    }

    /** The referral whose lead its own was merged into; else null. */
    public String lostTo() {
        return lostTo;
    }

    /** The latest events, each in a line. */
    public List<String> told(int count) {
        List<String> lines = new ArrayList<>();
        Map<Side, Map<Mapped, String>> before = new HashMap<>();
        for (Event event : events) {
            lines.add(event.told(before.getOrDefault(event.side(), Map.of())));
            if (!event.values().isEmpty()) {
                before.put(event.side(), event.values());
            }
        }
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    void add(Event event) {
        events.add(event);
    }

    void leadIs(String id) {
        lead = id;
    }

    void loses(String other) {
        lostTo = other;
    }

    /** The referral as it was last changed or shown; null before. */
    Event referral() {
        return last(Side.REFERRAL);
    }

    /** Likewise; gone, where it is {@code DELETED}. */
    Event leadRecord() {
        return last(Side.LEAD);
    }

    private Event last(Side side) {
        Event last = null;
        for (Event event : events) {
            boolean shows = event.isChange() || event.what() == Event.What.MET;
            last = event.side() == side && shows ? event : last;
        }
        return last;
    }

    /** What the referral holds now; empty before it is known. */
    public String shows(Mapped mapped) {
        return referral() == null ? "" : referral().values().getOrDefault(mapped, "");
    }

    /** Whether the application has ever written to either side. */
    public boolean isPaired() {
        return events.stream().anyMatch(Event::isOursChange);
    }

    boolean leadIsDeleted() {
        Event last = leadRecord();
        return last != null && last.what() == Event.What.DELETED;
    }
}
