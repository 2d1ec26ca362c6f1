package org.referralconnectors.torture.observer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nothing is doubled: the application gives a referral one lead, and an engagement one. */
final class OneLead {
    private final Kin kin;

    OneLead(Kin kin) {
        this.kin = kin;
    }

    List<Violation> violations() {
        List<Violation> found = new ArrayList<>();
        Map<String, String> leads = new HashMap<>();
        for (Story story : kin.stories()) {
            String engagement = engagement(story);
            boolean has = story.isPaired() && !story.leadIsDeleted() && !engagement.isEmpty();
            String other = has ? leads.put(engagement, story.referralId()) : null;
            if (other != null) {
                String text = "and " + other + ", of one engagement, both have a lead";
                found.add(new Violation("doubled", story.referralId(), text));
            }
        }
        return found;
    }

    /** Empty before the referral is known. */
    static String engagement(Story story) {
        return story.referral() == null ? "" : story.referral().ties().engagement();
    }
}
