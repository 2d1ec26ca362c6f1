package org.referralconnectors.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Backlog.Counts;

/** What waits and what is parked, of all processes on the store, as it is when the metrics are read. */
public final class BacklogMeters implements MeterBinder {

    private final Backlog backlog;

    public BacklogMeters(Backlog backlog) {
        this.backlog = backlog;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        gauge(meters, "requests_waiting", Counts::waiting);
        gauge(meters, "requests_parked", Counts::parked);
        gauge(
                meters,
                "oldest_unsynced_seconds",
                counts -> counts.oldestUnsynced().toMillis() / 1000.0);
    }

    private void gauge(MeterRegistry meters, String name, ToDoubleFunction<Counts> value) {
        Gauge.builder("referral_connectors_" + name, backlog, all -> value.applyAsDouble(all.counts()))
                .strongReference(true)
                .register(meters);
    }
}
