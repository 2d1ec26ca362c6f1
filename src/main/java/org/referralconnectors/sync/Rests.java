package org.referralconnectors.sync;

import java.time.Duration;
import org.referralconnectors.store.Pauses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a system rest for everybody where a failure asks for it, and finds out when it is back. */
final class Rests {

    private static final Logger LOG = LoggerFactory.getLogger(Rests.class);
    private static final Duration UNAUTHORISED = Duration.ofMinutes(1);
    private static final Duration CONSENT_LOST = Duration.ofMinutes(5);

    private final Gates gates;
    private final Probes probes;
    private final Delays delays;

    Rests(Gates gates, Probes probes, Delays delays) {
        this.gates = gates;
        this.probes = probes;
        this.delays = delays;
    }

    void ifAsked(Failure failure) {
        switch (failure.kind()) {
            case THROTTLED -> rest(failure, Pauses.Kind.THROTTLED, length(failure));
            case OUTAGE -> rest(failure, Pauses.Kind.OUTAGE, length(failure));
            case FOREIGN -> rest(failure, Pauses.Kind.OUTAGE, delays.retries().initialDelay());
            case UNAUTHORISED -> rest(failure, Pauses.Kind.UNAUTHORISED, UNAUTHORISED);
            case CONSENT_LOST -> rest(failure, Pauses.Kind.UNAUTHORISED, CONSENT_LOST);
            default -> {}
        }
    }

    /** Called every second: after an outage the system is asked, once its rest is over, whether it is back. */
    void tick() {
        gates.toBeProbed().forEach(system -> probes.ask(system)
                .thenAccept(failed -> failed.ifPresentOrElse(this::again, () -> gates.open(system)))
                .exceptionally(store -> {
                    LOG.warn("{}: what its probe found can't be stored: {}", system, store.toString());
                    return null;
                }));
    }

    private void again(Failure failure) {
        if (failure.kind() != Failure.Kind.PAUSED) {
            ifAsked(failure.kind().pauses() ? failure : failure.ofTheSystem(null));
        }
    }

    private void rest(Failure failure, Pauses.Kind kind, Duration length) {
        if (failure.system() == null) {
            return;
        }
        LOG.warn("{} rests for {} s: {}", failure.system(), length.toSeconds(), failure.whyItRests());
        gates.pause(failure.system(), kind, length, failure.whyItRests());
    }

    /** The time it named; else longer each time. A time that is over already names none. */
    private Duration length(Failure failure) {
        boolean named = failure.pause() != null && !failure.pause().isZero();
        return named ? failure.pause() : delays.rest(gates.timesInARow(failure.system()));
    }
}
