package org.referralconnectors.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.referralconnectors.sync.Failure.Kind;

/**
 * Whose a failure is that may be the pair's or the system's. It is the system's where the system is resting already,
 * where its own probe fails too, and where the same operation fails for several pairs and has gone well for none
 * between; else it is the pair's. So neither does an outage park the one pair that is active, nor a pair that always
 * fails keep the system from the others.
 */
final class Whose {

    private static final int SEVERAL = 3;

    /** What failed longer ago is no neighbour of what fails now. */
    private static final Duration TOGETHER = Duration.ofMinutes(30);

    /** For a system that answers its probe: a run that might go well is not kept waiting for longer. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    /** The pairs that one operation failed last, and how often the system rested for it. */
    private static final class Row {

        private final Map<String, Instant> pairs = new LinkedHashMap<>();
        private int rests;

        synchronized boolean isOfSeveral(String referralId, Instant now) {
            pairs.remove(referralId);
            pairs.put(referralId, now);
            pairs.values().removeIf(at -> at.isBefore(now.minus(TOGETHER)));
            if (pairs.size() > SEVERAL) {
                pairs.remove(pairs.keySet().iterator().next());
            }
            return pairs.size() == SEVERAL;
        }

        synchronized int restsOnceMore() {
            return ++rests;
        }
    }

    private final Map<String, Row> failing = new ConcurrentHashMap<>();
    private final Gates gates;
    private final Probes probes;
    private final Delays delays;
    private final Clock clock;

    Whose(Gates gates, Probes probes, Delays delays, Clock clock) {
        this.gates = gates;
        this.probes = probes;
        this.delays = delays;
        this.clock = clock;
    }

    /**
     * @param referralId of the pair whose run failed; null for a trigger, which has none
     * @return the failure, of the kind that says whose it is
     */
    Failure of(String referralId, Failure failure) {
        if (Trouble.STORE.code().equals(failure.code())) {
            return probes.storeTakesWrites() ? failure : failure.as(Kind.FOREIGN);
        }
        if (!isDoubtful(failure)) {
            return failure;
        }
        if (!gates.isOpen(failure.system())) {
            return failure.as(Kind.PAUSED);
        }
        boolean several = referralId != null && row(failure).isOfSeveral(referralId, clock.instant());
        Optional<Failure> probe = probes.failure(failure.system());
        return probe.map(failed -> bySystem(failure, failed))
                .orElseGet(() -> several && failure.kind() != Kind.PERMANENT ? bySeveral(failure) : failure);
    }

    /** A run went through its flow: what it called works, at least for one. */
    void wentWell(Collection<String> operations) {
        operations.forEach(failing::remove);
    }

    private static boolean isDoubtful(Failure failure) {
        Integer status = failure.status();
        boolean doubtful =
                switch (failure.kind()) {
                    case FOREIGN -> true;
                    case TRANSIENT -> status == null || status == 408 || status >= 500;
                    case PERMANENT -> status != null && status == 403;
                    default -> false;
                };
        return doubtful && failure.system() != null;
    }

    private Row row(Failure failure) {
        return failing.computeIfAbsent(failure.step(), step -> new Row());
    }

    private static Failure bySystem(Failure failure, Failure probe) {
        if (probe.kind() == Kind.PAUSED) {
            return failure.as(Kind.PAUSED);
        }
        return probe.kind().pauses() ? probe : failure.ofTheSystem(null);
    }

    private Failure bySeveral(Failure failure) {
        Duration rest = delays.rest(row(failure).restsOnceMore());
        return failure.ofTheSystem(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    }
}
