package org.referralconnectors.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.referralconnectors.store.Pauses;
import org.referralconnectors.store.Pauses.Kind;

/**
 * The pauses as every worker of this process sees them: read anew every second, and at once when one of ours begins
 * or an operator does something in this process.
 */
public final class Gates {

    private record Closed(String system, String reason, Instant until, int times) {}

    private final Pauses pauses;
    private final Clock clock;
    private volatile List<Closed> closed = List.of();

    public Gates(Pauses pauses, Clock clock) {
        this.pauses = pauses;
        this.clock = clock;
        refresh(); // a command calls at once, and respects a pause too
    }

    /** @throws SystemPaused until the pause has run out; then a probe may pass */
    public void pass(String system) {
        Instant now = clock.instant();
        for (Closed gate : closed) {
            if (gate.system().equals(system) && gate.until().isAfter(now)) {
                throw new SystemPaused(system, gate.reason());
            }
        }
    }

    public boolean isOpen(String system) {
        Instant now = clock.instant();
        return of(system).filter(gate -> gate.until().isAfter(now)).isEmpty();
    }

    /** Whether a trigger may call the system: where a pause has run out, it does so as the probe, or not at all. */
    boolean admits(String system) {
        Optional<Closed> gate = of(system);
        return isOpen(system) && (gate.isEmpty() || pauses.claimProbe(system));
    }

    /** How many pauses of the system came in a row, without a call that went well between them. */
    int timesInARow(String system) {
        return of(system).map(Closed::times).orElse(0);
    }

    /** Whether a pause is on, or has run out and nobody has found the system back yet. */
    boolean isAnyShut() {
        return !closed.isEmpty();
    }

    /**
     * How many of {@code wanted} runs may start now: none while a system is paused, one to probe whether it is back.
     */
    int admits(int wanted) {
        if (closed.isEmpty() || wanted == 0) {
            return wanted;
        }
        Instant now = clock.instant();
        if (closed.stream().anyMatch(gate -> gate.until().isAfter(now))) {
            return 0;
        }
        return claimProbes() ? Math.min(1, wanted) : 0;
    }

    /** Every one that a run needs, or none: one without the other would be nobody's for half a minute. */
    private boolean claimProbes() {
        List<String> claimed = new ArrayList<>();
        for (Closed gate : closed) {
            if (!pauses.claimProbe(gate.system())) {
                claimed.forEach(system -> pauses.probeAgain(system, Duration.ZERO));
                return false;
            }
            claimed.add(gate.system());
        }
        return true;
    }

    void pause(String system, Kind kind, Duration length, String reason) {
        pauses.pause(system, kind, length, reason);
        refresh();
    }

    /** After calls that went well: ends the pauses that had run out. */
    void wentWell() {
        List<Closed> before = closed;
        if (before.isEmpty()) {
            return;
        }
        before.forEach(gate -> pauses.clear(gate.system()));
        refresh();
    }

    /** As {@link #wentWell()}, for a trigger, which calls one system alone. */
    void wentWell(String system) {
        if (of(system).isPresent() && pauses.clear(system)) {
            refresh();
        }
    }

    /** A call failed otherwise: where it was the probe, the others need not wait as if it had died. */
    void probeAgain(Duration after) {
        closed.forEach(gate -> pauses.probeAgain(gate.system(), after));
    }

    /** One after the other, so that what was read first is not what counts last. */
    public final synchronized void refresh() {
        Instant now = clock.instant();
        closed = pauses.current().stream()
                .map(pause -> new Closed(pause.system(), pause.reason(), until(now, pause), pause.times()))
                .toList();
    }

    /** Why a system is paused, for health. */
    public Optional<String> reason(String system) {
        return of(system).map(Closed::reason);
    }

    private Optional<Closed> of(String system) {
        return closed.stream().filter(gate -> gate.system().equals(system)).findFirst();
    }

    private static Instant until(Instant now, Pauses.Pause pause) {
        return pause.hasRunOut() ? Instant.MIN : now.plus(pause.remaining());
    }
}
