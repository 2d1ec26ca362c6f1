package org.referralconnectors.torture.observer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Within an hour the application closes or makes anew only twenty pairs, or five in a hundred of those that have a
 * lead, and those that an operator approved. Counted over all rounds.
 */
public final class Brake {
    private static final int FEW = 20;
    private static final int ONE_IN = 20;

    private final Set<String> paired = new HashSet<>();
    private final Map<String, Instant> moves = new HashMap<>();
    private final Set<String> approved = ConcurrentHashMap.newKeySet();

    /** An operator has let this pair's move go. */
    public void approved(String referralId) {
        approved.add(referralId);
    }

    synchronized List<Violation> violations(Kin kin, Instant now) {
        kin.stories().forEach(this::count);
        long free = moves.entrySet().stream()
                .filter(move -> move.getValue().isAfter(now.minus(Duration.ofHours(1))))
                .filter(move -> !approved.contains(move.getKey()))
                .count();
        int limit = Math.max(FEW, paired.size() / ONE_IN);
        return free <= limit
                ? List.of()
                : List.of(new Violation(
                        "braked", "-", free + " pairs of " + paired.size() + " closed within an hour, unapproved"));
    }

    private void count(Story story) {
        if (story.isPaired()) {
            paired.add(story.referralId());
        }
        String referral = "";
        String lead = "";
        for (Event event : story.events()) {
            boolean closes = event.side() == Side.REFERRAL
                    ? event.status().startsWith("Closed") && !referral.startsWith("Closed")
                    : event.status().startsWith("2/") && lead.startsWith("0/") || lead.equals("deleted");
            if (event.isOursChange() && closes) {
                moves.put(story.referralId(), event.at());
            }
            referral = event.isChange() && event.side() == Side.REFERRAL ? event.status() : referral;
            lead = lead(event, lead);
        }
    }

    private static String lead(Event event, String before) {
        if (event.side() != Side.LEAD || !event.isChange()) {
            return before;
        }
        return event.what() == Event.What.DELETED ? "deleted" : event.status();
    }
}
