package org.referralconnectors.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.referralconnectors.auth.Gate;
import org.referralconnectors.store.Pauses;
import org.referralconnectors.store.Pauses.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pauses as every worker of this process sees them: read anew every second, and at once when one of ours begins
 * or an operator does something in this process. Every call to a remote system passes here, and tells how it ended.
 */
public final class Gates implements Gate {

    private record Closed(String system, Kind kind, String reason, Instant until, int times) {

        boolean isShut(Instant now) {
            return until.isAfter(now);
        }

        /** It waits for the system's own probe, which is no pair's run. */
        boolean hasRunOut(Instant now) {
            return kind == Kind.OUTAGE && !isShut(now);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Gates.class);

    private final ThreadLocal<Boolean> probing = ThreadLocal.withInitial(() -> false);
    private final Map<String, Runnable> waiting = new ConcurrentHashMap<>();
    private final Pauses pauses;
    private final Clock clock;
    private volatile List<Closed> closed = List.of();

    public Gates(Pauses pauses, Clock clock) {
        this.pauses = pauses;
        this.clock = clock;
        refresh(); // a command calls at once, and respects a pause too
    }

    /** @throws SystemPaused until the pause has run out; then a probe may pass */
    @Override
    public void pass(String system) {
        if (isOpen(system) || isProbing(system)) {
            return;
        }
        refresh(); // another process may have ended it
        if (!isOpen(system)) {
            throw new SystemPaused(system, reason(system).orElse(""));
        }
    }

    /** Where the pause has run out, one call of all goes first, as the probe. */
    @Override
    public void enter(String system) {
        pass(system);
        if (of(system).isEmpty() || probing.get()) {
            return;
        }
        boolean isProbe = pauses.claimProbe(system);
        refresh();
        if (!isProbe) {
            pass(system);
        }
    }

    /** An answer ends the pause that had run out; without one the next probe goes soon. */
    @Override
    public void leave(String system, boolean answered) {
        if (of(system).isEmpty() || probing.get()) {
            return;
        }
        try {
            store(system, answered);
        } catch (RuntimeException e) {
            LOG.warn(
                    "How a call of {} ended can't be stored; the next probe goes in half a minute: {}",
                    system,
                    e.toString());
        }
    }

    private void store(String system, boolean answered) {
        if (answered) {
            pauses.clear(system);
        } else {
            pauses.probeAgain(system);
        }
        refresh();
    }

    public boolean isOpen(String system) {
        Instant now = clock.instant();
        return of(system).filter(gate -> gate.isShut(now)).isEmpty();
    }

    /** Whether a trigger may call the system now; if not, {@code again} is told once it may. */
    boolean admits(String system, Runnable again) {
        refresh();
        boolean open = isOpen(system);
        if (!open) {
            waiting.put(system, again);
        }
        return open;
    }

    /** How many pauses of the system came in a row, without a call that went well between them. */
    int timesInARow(String system) {
        return of(system).map(Closed::times).orElse(0);
    }

    /**
     * How many of {@code wanted} runs may start now: none while a system is paused, one to find out whether it is back;
     * after an outage none before the system has answered a question of its own.
     */
    int admits(int wanted) {
        List<Closed> gates = closed;
        if (gates.isEmpty()) {
            return wanted;
        }
        Instant now = clock.instant();
        return gates.stream().anyMatch(gate -> gate.isShut(now) || gate.hasRunOut(now)) ? 0 : Math.min(1, wanted);
    }

    /** The systems whose outage is to be looked at by this process now: of all processes one probes at a time. */
    List<String> toBeProbed() {
        Instant now = clock.instant();
        return closed.stream()
                .filter(gate -> gate.hasRunOut(now))
                .map(Closed::system)
                .filter(pauses::claimProbe)
                .toList();
    }

    /** What this thread does meanwhile is a probe: only an operator's pause stops it, and only its verdict counts. */
    <T> T probe(Supplier<T> calls) {
        probing.set(true);
        try {
            return calls.get();
        } finally {
            probing.remove();
        }
    }

    /** The probe went well: what had run out is over. */
    void open(String system) {
        pauses.clear(system);
        refresh();
    }

    void pause(String system, Kind kind, Duration length, String reason) {
        pauses.pause(system, kind, length, reason);
        refresh();
    }

    /** One after the other, so that what was read first is not what counts last. */
    public final synchronized void refresh() {
        Instant now = clock.instant();
        closed = pauses.current().stream()
                .map(pause ->
                        new Closed(pause.system(), pause.kind(), pause.reason(), until(now, pause), pause.times()))
                .toList();
        waiting.keySet().stream()
                .filter(this::isOpen)
                .map(waiting::remove)
                .filter(Objects::nonNull)
                .forEach(Runnable::run);
    }

    /** Why a system is paused, for health. */
    public Optional<String> reason(String system) {
        return of(system).map(Closed::reason);
    }

    private boolean isProbing(String system) {
        return probing.get()
                && of(system).filter(gate -> gate.kind() == Kind.OPERATOR).isEmpty();
    }

    private Optional<Closed> of(String system) {
        return closed.stream().filter(gate -> gate.system().equals(system)).findFirst();
    }

    private static Instant until(Instant now, Pauses.Pause pause) {
        return pause.hasRunOut() ? Instant.MIN : now.plus(pause.remaining());
    }
}
