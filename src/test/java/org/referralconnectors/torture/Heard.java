package org.referralconnectors.torture;

import java.util.List;
import org.referralconnectors.torture.Event.What;

/** Nothing is lost: after every webhook that was answered 200 the application has read the referral that it named. */
final class Heard {
    private final Story story;

    Heard(Story story) {
        this.story = story;
    }

    List<Violation> violations() {
        List<Event> events = story.events();
        long heard = last(events, What.ACKNOWLEDGED);
        long read = last(events, What.READ);
        return heard > read
                ? List.of(new Violation(
                        "lost",
                        story.referralId(),
                        "webhook sent at " + heard + " was answered 200, last read at " + read))
                : List.of();
    }

    private static long last(List<Event> events, What what) {
        return events.stream()
                .filter(event -> event.what() == what && event.side() == Side.REFERRAL)
                .mapToLong(Event::seq)
                .max()
                .orElse(0);
    }
}
