package org.referralconnectors.torture.observer;

import java.util.ArrayList;
import java.util.List;

/**
 * Nothing is written for a referral that was out of scope when the application looked at it last: spam, or, while the
 * pair had never been written to, outgoing or closed.
 */
final class InScope {
    private final Story story;

    InScope(Story story) {
        this.story = story;
    }

    List<Violation> violations() {
        List<Violation> found = new ArrayList<>();
        boolean paired = false;
        for (Event event : story.events()) {
            if (event.isOursChange()) {
                String reason = outside(seen(event.asked()), paired);
                paired = true;
                if (!reason.isEmpty()) {
                    String text = "wrote to the " + event.side() + " of a referral that was " + reason;
                    found.add(new Violation("out-of-scope", story.referralId(), text + " (" + event.seq() + ")"));
                }
            }
        }
        return found;
    }

    /** The referral as the application was shown it last; null where it never was. */
    private Event seen(long before) {
        Event seen = null;
        for (Event event : story.events()) {
            boolean shown = event.side() == Side.REFERRAL && event.what() == Event.What.READ;
            seen = shown && event.seq() < before ? event : seen;
        }
        return seen;
    }

    private static String outside(Event referral, boolean paired) {
        if (referral == null) {
            return "";
        }
        if (referral.ties().spam()) {
            return "spam";
        }
        if (!paired && referral.ties().outgoing()) {
            return "outgoing";
        }
        return !paired && referral.status().startsWith("Closed") ? "closed" : "";
    }
}
