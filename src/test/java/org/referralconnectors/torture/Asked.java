package org.referralconnectors.torture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.referralconnectors.torture.Event.What;

/**
 * No write that nobody asked for. Every value that a person enters is entered once, so its origin is known: a write of
 * the application has to carry a value that a person entered on the other side, in the direction that the field map
 * allows, never an older one after a newer one, and never over an edit that the field map lets win.
 */
final class Asked {
    /** Where a value was entered, and when. */
    private record Origin(Side side, long seq) {}

    /** What is known of one field. */
    private static final class Field {
        private final Map<String, Origin> origins = new HashMap<>();
        private final Map<Side, String> current = new EnumMap<>(Side.class);
        private final Map<Side, Map<String, Long>> held = new EnumMap<>(Side.class);
        private final Map<Side, Long> newestWritten = new EnumMap<>(Side.class);
        private final Set<Side> byPerson = new HashSet<>();

        Field() {
            for (Side side : Side.values()) {
                current.put(side, "");
                held.put(side, new HashMap<>());
                newestWritten.put(side, 0L);
            }
        }
    }

    private final Story story;
    private final List<Event> disturbances;
    private final Map<Mapped, Field> fields = new EnumMap<>(Mapped.class);
    private final Map<Side, Set<String>> statuses = new EnumMap<>(Side.class);
    private final Map<Side, String> status = new EnumMap<>(Side.class);
    private final List<Violation> found = new ArrayList<>();
    private long lastUnanswered;
    private boolean deleted;

    Asked(Story story, List<Event> disturbances) {
        this.story = story;
        this.disturbances = disturbances;
        for (Mapped mapped : Mapped.values()) {
            fields.put(mapped, new Field());
        }
        for (Side side : Side.values()) {
            statuses.put(side, new HashSet<>());
            status.put(side, "");
        }
    }

    List<Violation> violations() {
        for (Event event : story.events()) {
            if (event.what() == What.UNANSWERED) {
                lastUnanswered = event.seq();
            }
            if (event.isChange()) {
                change(event);
            }
        }
        return found;
    }

    private void change(Event event) {
        if (event.what() == What.DELETED) {
            deleted = true;
            return;
        }
        if (event.ours() && event.what() == What.CREATED && deleted) {
            violation(event, "made a lead again that a person had deleted");
        }
        status(event);
        event.values().forEach((mapped, value) -> value(event, mapped, fields.get(mapped), value));
    }

    private void value(Event event, Mapped mapped, Field field, String value) {
        String before = field.current.get(event.side());
        if (before.equals(value)) {
            return;
        }
        if (event.ours()) {
            written(event, mapped, field, before, value);
            field.byPerson.remove(event.side());
        } else {
            field.origins.putIfAbsent(value, new Origin(event.side(), event.seq()));
            field.byPerson.add(event.side());
        }
        field.current.put(event.side(), value);
        field.held.get(event.side()).put(value, event.seq());
    }

    private void written(Event event, Mapped mapped, Field field, String before, String value) {
        Side side = event.side();
        String what = mapped.field + " on the " + side + ": \"" + before + "\" became \"" + value + "\"";
        if (side == Side.REFERRAL && !mapped.bothWays) {
            violation(event, "wrote a one-way field back: " + what);
        }
        if (value.isEmpty()) {
            if (!field.held.get(side.other()).containsKey("")) {
                violation(event, "emptied what the other side never emptied: " + what);
            }
            return;
        }
        Origin origin = field.origins.get(value);
        if (origin == null) {
            violation(event, "wrote a value that nobody entered: " + what);
            return;
        }
        if (origin.side() == side) {
            violation(event, "wrote a side's own older value back: " + what);
        }
        if (origin.seq() < field.newestWritten.get(side)) {
            violation(event, "wrote an older value after a newer one: " + what);
        }
        field.newestWritten.put(side, origin.seq());
        if (mapped.bothWays) {
            notOverwritten(event, field, before, value, what);
        }
    }

    private void notOverwritten(Event event, Field field, String before, String value, String what) {
        Side side = event.side();
        Long earlier = field.held.get(side).get(value);
        if (earlier != null && !isUncertainSince(earlier)) {
            violation(event, "wrote again what had arrived before: " + what);
        }
        Origin overwritten = field.origins.get(before);
        boolean travelled = field.held.get(side.other()).containsKey(before);
        boolean lost = side == Side.LEAD
                && field.byPerson.contains(side)
                && !before.isEmpty()
                && overwritten != null
                && overwritten.side() == side
                && !travelled;
        if (lost) {
            violation(event, "overwrote a seller's edit that had not arrived on the other side: " + what);
        }
    }

    /** Whether the application may not know that a write of that time arrived. */
    private boolean isUncertainSince(long seq) {
        return lastUnanswered > seq || disturbances.stream().anyMatch(disturbance -> disturbance.seq() > seq);
    }

    private void status(Event event) {
        Side side = event.side();
        String before = status.put(side, event.status());
        if (event.ours()) {
            if (side == Side.REFERRAL && before.startsWith("Closed") || side == Side.LEAD && isClosedLead(before)) {
                violation(event, "wrote to a closed record: " + before);
            }
            boolean moved = !event.status().equals(before) && !before.isEmpty();
            if (moved && statuses.get(side.other()).stream().noneMatch(other -> asksFor(side, other, event.status()))) {
                violation(event, "moved the " + side + " from " + before + " to " + event.status() + " unasked");
            }
        }
        statuses.get(side).add(event.status());
    }

    private static boolean isClosedLead(String status) {
        return status.startsWith("1/") || status.startsWith("2/");
    }

    private static boolean asksFor(Side side, String other, String moved) {
        if (side == Side.REFERRAL) {
            return moved.startsWith("Active")
                    ? !other.equals("0/1") && !other.startsWith("2/")
                    : other.startsWith("2/");
        }
        return moved.equals("0/2") ? other.startsWith("Active") : other.startsWith("Closed") && !other.endsWith("Won");
    }

    private void violation(Event event, String text) {
        found.add(new Violation("unasked", story.referralId(), text + " (event " + event.seq() + ")"));
    }
}
