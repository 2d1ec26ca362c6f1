package org.referralconnectors.torture.observer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The observer's own clock: when somebody other than the application changed each side last, and when the application
 * looked. A touch changes no value that is mapped; after an answer of ours was lost the application can't tell one from
 * its own write, so that it may count or not.
 */
final class Clocks {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private record Tick(long seq, Instant at, boolean touch) {}

    private final Map<Side, List<Tick>> foreign = new EnumMap<>(Side.class);
    private final Map<Side, List<Long>> reads = new EnumMap<>(Side.class);
    private final Map<Side, Map<Mapped, String>> values = new HashMap<>();
    private final Map<Side, String> status = new HashMap<>();

    Clocks() {
        for (Side side : Side.values()) {
            foreign.put(side, new ArrayList<>());
            reads.put(side, new ArrayList<>());
        }
    }

    void note(Event event) {
        Side side = event.side();
        switch (event.what()) {
            case READ -> reads.get(side).add(event.seq());
            case MET -> {
                foreign.get(side).clear();
                changed(event);
            }
            case CREATED, CHANGED -> changed(event);
            default -> {}
        }
    }

    private void changed(Event event) {
        Side side = event.side();
        boolean sameValues = event.values().equals(values.put(side, event.values()));
        boolean sameStatus = Objects.equals(event.status(), status.put(side, event.status()));
        if (!event.ours()) {
            foreign.get(side).add(new Tick(event.seq(), event.at(), sameValues && sameStatus));
        }
    }

    /** Whether the application ever knew of the one edit, on this side, but not yet of the other side's. */
    boolean knewOnly(Side side, long edit, long others) {
        return reads.values().stream()
                .flatMap(List::stream)
                .anyMatch(look -> seen(side, look) > edit && seen(side.other(), look) < others);
    }

    /**
     * Whether this side was the newest at any time at which the application had seen both: at each of its looks after
     * the one moment and before the other. Within five seconds of each other the lead is.
     */
    boolean wasNewest(Side side, long after, long before) {
        return reads.values().stream()
                .flatMap(List::stream)
                .filter(look -> look > after && look < before)
                .anyMatch(look -> isNewest(side, look));
    }

    private boolean isNewest(Side side, long look) {
        List<Instant> referral = times(Side.REFERRAL, look);
        List<Instant> lead = times(Side.LEAD, look);
        return referral.stream().anyMatch(mine -> lead.stream()
                .anyMatch(theirs -> mine.isAfter(theirs.plus(CLOSE)) == (side == Side.REFERRAL)));
    }

    /** The times that may count as the side's last change, as the application saw it when it looked. */
    private List<Instant> times(Side side, long look) {
        long seen = seen(side, look);
        List<Instant> times = new ArrayList<>();
        for (Tick tick : foreign.get(side)) {
            if (tick.seq() < seen && !tick.touch()) {
                times.clear();
            }
            if (tick.seq() < seen) {
                times.add(tick.at());
            }
        }
        return times;
    }

    /** When it had looked at this side last, by then. */
    private long seen(Side side, long look) {
        return reads.get(side).stream()
                .filter(seq -> seq <= look)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }
}
