package org.referralconnectors.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.referralconnectors.store.Walks;

/** How far long work is, of all processes on the store, as it is when the metrics are read; 0 while there is none. */
public final class WalkMeters implements MeterBinder {

    private final Walks walks;

    public WalkMeters(Walks walks) {
        this.walks = walks;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (String kind : WalkText.kinds()) {
            gauge(meters, "walk_rows", kind, open -> open.walk().seen());
            gauge(meters, "walk_seconds", kind, open -> open.age().toMillis() / 1000.0);
            gauge(meters, "walk_still_seconds", kind, open -> open.still().toMillis() / 1000.0);
        }
    }

    /** The longest of each kind. */
    private void gauge(MeterRegistry meters, String name, String kind, ToDoubleFunction<Walks.Open> value) {
        Gauge.builder("referral_connectors_" + name, walks, all -> all.open().stream()
                        .filter(open -> open.walk().kind().equals(kind))
                        .mapToDouble(value)
                        .max()
                        .orElse(0))
                .tag("walk", kind)
                .strongReference(true)
                .register(meters);
    }
}
