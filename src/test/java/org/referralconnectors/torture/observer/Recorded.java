package org.referralconnectors.torture.observer;

import java.util.List;
import java.util.Set;

/** Every request ended in an outcome: none waits, runs, or is unknown to the store. */
final class Recorded {
    private static final Set<String> ENDED = Set.of("idle", "parked");

    private final Said said;

    Recorded(Said said) {
        this.said = said;
    }

    List<Violation> violations(Story story) {
        String state = said.requestState(story.referralId());
        boolean heardOf = story.events().stream().anyMatch(event -> event.what() == Event.What.ACKNOWLEDGED);
        if (state.isEmpty() && heardOf || !state.isEmpty() && !ENDED.contains(state)) {
            String text = "its request is " + (state.isEmpty() ? "unknown" : state) + " in the end";
            return List.of(new Violation("unrecorded", story.referralId(), text));
        }
        return List.of();
    }
}
