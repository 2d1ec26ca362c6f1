package org.referralconnectors.torture;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.referralconnectors.torture.Event.What;

/** Nothing is doubled: the application never makes a lead for a referral that has one. */
final class OneLead {
    private final Story story;

    OneLead(Story story) {
        this.story = story;
    }

    List<Violation> violations() {
        List<Event> made = story.events().stream()
                .filter(event -> event.side() == Side.LEAD && event.what() == What.CREATED)
                .toList();
        Set<String> leads = made.stream().map(Event::note).collect(Collectors.toSet());
        boolean doubled = leads.size() > 1 && made.stream().anyMatch(Event::ours);
        return doubled
                ? List.of(new Violation("doubled", story.referralId(), "has " + String.join(" and ", leads)))
                : List.of();
    }
}
