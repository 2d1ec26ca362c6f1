package org.referralconnectors.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.referralconnectors.auth.ServiceTime;
import org.referralconnectors.store.Pauses;

/** What health and the page warn of, as figures to alert on. */
public final class ConcernMeters implements MeterBinder {

    private final Ahead ahead;
    private final Map<String, ServiceTime> times;
    private final Pauses pauses;

    public ConcernMeters(Ahead ahead, Map<String, ServiceTime> times, Pauses pauses) {
        this.ahead = ahead;
        this.times = times;
        this.pauses = pauses;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        gauge(meters, "consent_remaining_seconds", all -> all.consentLeft().toSeconds());
        gauge(meters, "referrals_expiring", all -> all.expiring().size());
        gauge(meters, "leads_to_qualify", Ahead::toQualify);
        Stream.of(RemoteSystem.values()).map(RemoteSystem::text).forEach(system -> {
            Gauge.builder("referral_connectors_clock_skew_seconds", times.get(system), ConcernMeters::oursAhead)
                    .tag("system", system)
                    .strongReference(true)
                    .register(meters);
            Gauge.builder("referral_connectors_system_paused", pauses, all -> isPaused(all, system))
                    .tag("system", system)
                    .strongReference(true)
                    .register(meters);
        });
    }

    /** Seconds by which our clock is before the service's; zero before its first answer. */
    private static double oursAhead(ServiceTime time) {
        return -time.ahead().orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    private static double isPaused(Pauses pauses, String system) {
        return pauses.current().stream().anyMatch(pause -> pause.system().equals(system)) ? 1 : 0;
    }

    private void gauge(MeterRegistry meters, String name, ToDoubleFunction<Ahead> value) {
        Gauge.builder("referral_connectors_" + name, ahead, value)
                .strongReference(true)
                .register(meters);
    }
}
