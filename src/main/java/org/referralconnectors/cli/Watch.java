package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.HEALTH_CLOCK_SKEW_LIMIT;
import static org.referralconnectors.settings.Setting.HEALTH_OLDEST_UNSYNCED_LIMIT;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.referralconnectors.auth.ServiceTime;
import org.referralconnectors.auth.Tokens;
import org.referralconnectors.ops.Ahead;
import org.referralconnectors.ops.BacklogMeters;
import org.referralconnectors.ops.ConcernMeters;
import org.referralconnectors.ops.KnownOrganisation;
import org.referralconnectors.ops.NeededRoutes;
import org.referralconnectors.ops.OldestChange;
import org.referralconnectors.ops.PausedSystems;
import org.referralconnectors.ops.ServiceClocks;
import org.referralconnectors.ops.StoreWrites;
import org.referralconnectors.ops.Vitals;
import org.referralconnectors.ops.WalkMeters;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Notices;
import org.referralconnectors.store.Pauses;
import org.referralconnectors.store.Ticks;
import org.referralconnectors.store.Walks;

/** What is counted of every process on the store; and whether all is well. */
record Watch(
        Settings settings,
        Database database,
        Tokens tokens,
        Map<String, ServiceTime> times,
        MeterRegistry meters,
        Vitals vitals,
        VitalThreads threads,
        Supplier<Optional<String>> organisation,
        Clock clock) {

    void start(HealthCheckRegistry health, NeededRoutes routes) {
        Backlog backlog = new Backlog(database);
        Pauses pauses = new Pauses(database);
        new BacklogMeters(backlog).bindTo(meters);
        new WalkMeters(new Walks(database)).bindTo(meters);
        new ConcernMeters(ahead(), times, pauses).bindTo(meters);
        health.register(routes);
        health.register(vitals);
        health.register(new StoreWrites(new Ticks(database)));
        health.register(new PausedSystems(pauses));
        health.register(new KnownOrganisation(organisation));
        health.register(new OldestChange(backlog, settings.duration(HEALTH_OLDEST_UNSYNCED_LIMIT)));
        health.register(new ServiceClocks(times, settings.duration(HEALTH_CLOCK_SKEW_LIMIT)));
    }

    /** From here on it is asked whether they are there. */
    void watchThreads(CamelContext context) {
        vitals.watch(threads.calls(context));
    }

    Ahead ahead() {
        return new Ahead(new Notices(database), tokens, clock);
    }
}
