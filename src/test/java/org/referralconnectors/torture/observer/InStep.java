package org.referralconnectors.torture.observer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When edits have stopped, each referral in scope has its lead, or its engagement has one, and both sides agree. Where
 * they may differ for good is the observer's own knowledge; only why a status went no further the application has to
 * have said.
 */
final class InStep {
    private final Kin kin;
    private final Rules rules;
    private final Said said;
    private final Map<String, String> engaged = new HashMap<>();

    InStep(Kin kin, Rules rules, Said said) {
        this.kin = kin;
        this.rules = rules;
        this.said = said;
        kin.stories().stream()
                .filter(Story::isPaired)
                .forEach(story -> engaged.put(OneLead.engagement(story), story.referralId()));
    }

    List<Violation> violations() {
        List<Violation> found = new ArrayList<>();
        for (Story story : kin.stories()) {
            if (rules.writesBoth() && isOurs(story)) {
                differences(story).forEach(text -> found.add(new Violation("apart", story.referralId(), text)));
            }
        }
        return found;
    }

    /** In scope, with no other pair that is to have the lead, and not waiting for an operator. */
    private boolean isOurs(Story story) {
        Event referral = story.referral();
        if (referral == null || referral.ties().spam() || story.lostTo() != null) {
            return false;
        }
        boolean outside = referral.ties().outgoing() || referral.status().startsWith("Closed");
        String owner = engaged.getOrDefault(referral.ties().engagement(), story.referralId());
        boolean others = !owner.equals(story.referralId()) || outside;
        return (story.isPaired() || !others)
                && !said.requestState(story.referralId()).equals("parked");
    }

    private List<String> differences(Story story) {
        if (story.lead() == null || !story.isPaired()) {
            return List.of("has no lead of ours");
        }
        return story.leadIsDeleted() ? deleted(story) : compared(story);
    }

    private List<String> deleted(Story story) {
        String policy = story.leadRecord().rules().onLeadDeleted();
        boolean closed = story.referral().status().startsWith("Closed");
        boolean done = closed || policy.equals("ignore") || !policy.equals(rules.onLeadDeleted());
        return done ? List.of() : List.of("its lead was deleted, and not followed by " + policy);
    }

    private List<String> compared(Story story) {
        List<String> differences = new ArrayList<>();
        String status = story.referral().status();
        String state = story.leadRecord().status();
        if (!status.startsWith("Closed") && state.startsWith("0/")) {
            values(story, differences);
        }
        if (!isInStep(status, state) && !said.explains(story.referralId(), "status")) {
            differences.add("status is " + status + " and " + state + ", and nothing says why");
        }
        return differences;
    }

    private void values(Story story, List<String> differences) {
        for (Course course : new Asked(story).courses()) {
            if (!course.isInStep() && !said.isParked(story.referralId(), course.field())) {
                differences.add(course.field() + " is \"" + Event.shortened(course.current(Side.REFERRAL)) + "\" and \""
                        + Event.shortened(course.current(Side.LEAD)) + "\" under " + course.row());
            }
        }
        String named = story.referral().ties().names();
        if (!named.equals(story.lead())) {
            differences.add("names lead \"" + named + "\", not " + story.lead());
        }
    }

    private static boolean isInStep(String referral, String lead) {
        boolean open = lead.startsWith("0/");
        return switch (referral) {
            case "New/Pending", "New/Received" -> lead.equals("0/1");
            case "Active/Accepted" -> open && !lead.equals("0/1") || lead.equals("1/3");
            case "Closed/Won" -> lead.equals("1/3");
            default -> lead.startsWith("2/");
        };
    }
}
