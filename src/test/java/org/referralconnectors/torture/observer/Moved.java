package org.referralconnectors.torture.observer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.referralconnectors.torture.observer.Event.What;

/**
 * No status is moved without the other side having moved, nothing closed is written to, a deleted lead is made again or
 * closes its referral only where the settings say so, and a merge is taken for no status.
 */
final class Moved {
    private final Story story;
    private final Map<Side, Set<String>> held = new EnumMap<>(Side.class);
    private final Map<Side, String> current = new EnumMap<>(Side.class);
    private final List<Violation> found = new ArrayList<>();
    private boolean deleted;

    Moved(Story story) {
        this.story = story;
        for (Side side : Side.values()) {
            held.put(side, new HashSet<>());
            current.put(side, "");
        }
    }

    List<Violation> violations() {
        story.events().forEach(this::take);
        return found;
    }

    private void take(Event event) {
        if (event.what() == What.DELETED) {
            deleted = true;
            current.put(Side.LEAD, "");
        } else if (event.what() == What.MET) {
            current.put(Side.LEAD, event.status());
            held.put(Side.LEAD, new HashSet<>(Set.of(event.status())));
        } else if (event.isChange()) {
            changed(event);
        }
    }

    private void changed(Event event) {
        Side side = event.side();
        String before = current.put(side, event.status());
        if (event.ours()) {
            written(event, before);
        }
        held.get(side).add(event.status());
        deleted &= side == Side.REFERRAL;
    }

    private void written(Event event, String before) {
        Side side = event.side();
        boolean recreates = event.rules().onLeadDeleted().equals("recreate");
        if (side == Side.LEAD && deleted && !recreates) {
            violation(event, "made a lead again that a person had deleted");
        }
        if (isClosed(side, before)) {
            violation(event, "wrote to a closed record: " + before);
        }
        boolean moved = !event.status().equals(before) && !before.isEmpty();
        boolean asked = held.get(side.other()).stream().anyMatch(other -> asksFor(side, other, event.status()));
        boolean closes = deleted
                && event.status().startsWith("Closed")
                && event.rules().onLeadDeleted().equals("close-referral");
        if (moved && !asked && !closes) {
            violation(event, "moved the " + side + " from " + before + " to " + event.status() + " unasked");
        }
    }

    private static boolean isClosed(Side side, String status) {
        return side == Side.REFERRAL
                ? status.startsWith("Closed")
                : status.startsWith("1/") || status.startsWith("2/") || status.equals("merged");
    }

    private static boolean asksFor(Side side, String other, String moved) {
        if (side == Side.REFERRAL) {
            return moved.startsWith("Active")
                    ? other.startsWith("0/") && !other.equals("0/1") || other.startsWith("1/")
                    : other.startsWith("2/");
        }
        return moved.equals("0/2") ? other.startsWith("Active") : other.startsWith("Closed") && !other.endsWith("Won");
    }

    private void violation(Event event, String text) {
        found.add(Violation.unasked(event, story.referralId(), text));
    }
}
