package org.referralconnectors.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.referralconnectors.auth.ClockSkew;
import org.referralconnectors.store.Pauses;

/** What health and the page warn of, as figures to alert on. */
public final class ConcernMeters implements MeterBinder {

    private final Ahead ahead;
    private final ClockSkew skew;
    private final Pauses pauses;

    public ConcernMeters(Ahead ahead, ClockSkew skew, Pauses pauses) {
        this.ahead = ahead;
        this.skew = skew;
        this.pauses = pauses;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        gauge(meters, "consent_remaining_seconds", all -> all.consentLeft().toSeconds());
        gauge(meters, "referrals_expiring", all -> all.expiring().size());
        gauge(meters, "leads_to_qualify", Ahead::toQualify);
        Stream.of(RemoteSystem.values()).map(RemoteSystem::text).forEach(system -> {
            Gauge.builder(
                            "referral_connectors_clock_skew_seconds",
                            skew,
                            all -> all.of(system).toMillis() / 1000.0)
                    .tag("system", system)
                    .strongReference(true)
                    .register(meters);
            Gauge.builder("referral_connectors_system_paused", pauses, all -> isPaused(all, system))
                    .tag("system", system)
                    .strongReference(true)
                    .register(meters);
        });
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
