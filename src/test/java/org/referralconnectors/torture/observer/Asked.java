package org.referralconnectors.torture.observer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** No value is written that nobody asked for, and none that a person entered is overwritten but by the rules. */
final class Asked {
    private final Story story;
    private final Clocks clocks = new Clocks();
    private final Map<Mapped, Course> courses = new EnumMap<>(Mapped.class);
    private final List<Violation> found = new ArrayList<>();
    private long uncertain;
    private boolean hasLead;
    private boolean leadClosed;

    Asked(Story story) {
        this.story = story;
        for (Mapped mapped : Mapped.values()) {
            courses.put(mapped, new Course(mapped));
        }
        story.events().forEach(this::take);
    }

    List<Violation> violations() {
        return found;
    }

    /** Each field as it is in the end. */
    Collection<Course> courses() {
        return courses.values();
    }

    private void take(Event event) {
        switch (event.what()) {
            case UNANSWERED, DISTURBED -> uncertain = event.seq();
            case RESTED -> rested(event);
            case DELETED -> {
                hasLead = false;
                courses.values().forEach(Course::anew);
            }
            case MET -> {
                courses.values().forEach(Course::anew);
                changed(event);
            }
            case CREATED, CHANGED -> changed(event);
            default -> {}
        }
        if (event.side() != null) {
            clocks.note(event);
        }
    }

    private void rested(Event event) {
        for (Course course : courses.values()) {
            course.under(event.rules());
            if (hasLead && event.rules().writesBoth() && !isParked(event.note(), course.field())) {
                course.rested(event.seq());
            }
        }
    }

    private boolean isParked(String parked, String field) {
        return parked.lines()
                .anyMatch(line -> line.contains(story.referralId())
                        && (line.contains(" whole pair ") || line.contains(" field " + field + " ")));
    }

    private void changed(Event event) {
        if (event.side() == Side.LEAD) {
            hasLead = true;
            leadClosed = !event.status().startsWith("0/");
        }
        event.values().forEach((mapped, value) -> value(event, courses.get(mapped), value));
    }

    private void value(Event event, Course course, String value) {
        String before = course.current(event.side());
        if (before.equals(value)) {
            return;
        }
        course.under(event.rules());
        if (event.ours()) {
            String what = course.field() + " on the " + event.side() + ": \"" + Event.shortened(before) + "\" became \""
                    + Event.shortened(value) + "\"";
            new Write(course, clocks, event, value)
                    .judge(
                            uncertain,
                            leadClosed,
                            text -> found.add(Violation.unasked(event, story.referralId(), text + ": " + what)));
        }
        course.changed(event, value);
    }
}
