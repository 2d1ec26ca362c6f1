package org.referralconnectors.torture.observer;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.referralconnectors.torture.observer.Course.Entry;

/**
 * One value that the application wrote to one side. It has to carry what a person entered on the other side, in the
 * direction that its row allows, never an older one after a newer one, never over an edit that the row lets win, and
 * never one that lay still already.
 */
final class Write {
    private final Course course;
    private final Clocks clocks;
    private final Event event;
    private final String value;
    private final Side side;

    /** @param course as it was before */
    Write(Course course, Clocks clocks, Event event, String value) {
        this.course = course;
        this.clocks = clocks;
        this.event = event;
        this.value = value;
        this.side = event.side();
    }

    /**
     * @param uncertain the last moment at which the application may have missed what came of a write of its own
     * @param breach told of what the write should not have done
     */
    void judge(long uncertain, boolean leadClosed, Consumer<String> breach) {
        Optional<Rules.Row> row = course.row().filter(rule -> rule.carriesFrom(side.other()));
        if (row.isEmpty()) {
            breach.accept("wrote against the direction of its row");
        } else if (value.isEmpty()) {
            emptied(row.get(), breach);
        } else {
            course.origin(side.other(), value)
                    .ifPresentOrElse(
                            origin -> carried(origin, row.get(), uncertain, leadClosed)
                                    .forEach(breach),
                            () -> breach.accept("wrote a value that nobody entered on the other side"));
        }
    }

    private void emptied(Rules.Row row, Consumer<String> breach) {
        if (course.held(side.other(), "") == null || !row.isBothWays()) {
            breach.accept("emptied what the other side never emptied");
        }
    }

    private List<String> carried(Entry origin, Rules.Row row, long uncertain, boolean leadClosed) {
        Long earlier = course.held(side, value);
        if (!course.meets() && earlier != null && earlier > uncertain) {
            return List.of("wrote again what had arrived before");
        }
        if (!course.meets() && origin.seq() <= course.still()) {
            return List.of("wrote what had lain still");
        }
        if (origin.seq() < course.newestCarriedTo(side)) {
            return List.of("wrote an older value after a newer one");
        }
        Entry over = course.persons(side);
        boolean loses = over != null && !over.value().isEmpty() && !course.hasTravelled(over);
        boolean unwritable = side == Side.REFERRAL && leadClosed;
        boolean settled = over != null && !row.isBothWays() && clocks.knewOnly(side, over.seq(), origin.seq());
        return !loses || unwritable || settled ? List.of() : contested(origin, over, row.winner());
    }

    /** Both sides had changed: the row says who wins. */
    private List<String> contested(Entry origin, Entry over, String winner) {
        boolean wins =
                switch (winner) {
                    case "referral" -> side == Side.LEAD;
                    case "lead" -> side == Side.REFERRAL;
                    default -> clocks.wasNewest(side.other(), Math.max(origin.seq(), over.seq()), event.asked());
                };
        return wins ? List.of() : List.of("overwrote an edit that wins as its row says winner: " + winner);
    }
}
