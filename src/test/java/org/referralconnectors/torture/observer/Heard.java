package org.referralconnectors.torture.observer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.referralconnectors.torture.observer.Event.What;

/**
 * Nothing is lost: after every webhook that was answered 200 the application has read the referral that it named, or
 * the one of its engagement that has the lead; or the request waits for an operator.
 */
final class Heard {
    private final Kin kin;
    private final Said said;

    Heard(Kin kin, Said said) {
        this.kin = kin;
        this.said = said;
    }

    List<Violation> violations() {
        Map<String, Long> reads = new HashMap<>();
        kin.stories().forEach(story -> reads.merge(group(story), last(story, What.READ), Math::max));
        List<Violation> found = new ArrayList<>();
        for (Story story : kin.stories()) {
            long heard = last(story, What.ACKNOWLEDGED);
            boolean waits = said.requestState(story.referralId()).equals("parked");
            if (heard > reads.get(group(story)) && !waits) {
                String text = "webhook sent at " + heard + " was answered 200, last read at " + last(story, What.READ);
                found.add(new Violation("lost", story.referralId(), text));
            }
        }
        return found;
    }

    private static String group(Story story) {
        String engagement = OneLead.engagement(story);
        return engagement.isEmpty() ? story.referralId() : engagement;
    }

    private static long last(Story story, What what) {
        return story.events().stream()
                .filter(event -> event.what() == what && event.side() == Side.REFERRAL)
                .mapToLong(Event::seq)
                .max()
                .orElse(0);
    }
}
