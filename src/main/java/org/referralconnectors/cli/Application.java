package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.ROUTES_RELOAD;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.Main;
import org.referralconnectors.console.HealthConcerns;
import org.referralconnectors.ops.DryRuns;
import org.referralconnectors.ops.EditedRoutes;
import org.referralconnectors.ops.Management;
import org.referralconnectors.ops.NeededRoutes;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.ops.Started;
import org.referralconnectors.ops.Vitals;
import org.referralconnectors.settings.ListenAddress;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Claims;
import org.referralconnectors.sync.Backfill;

/**
 * The running process: Camel with the routes of the working directory and the beans they call. It starts whole or not
 * at all.
 */
public final class Application implements AutoCloseable {

    private static final String START_WHERE =
            "start from the folder that holds application.properties, mapping.yaml and routes/";

    private static final String LARGEST_BODY = Integer.toString(64 * 1024);

    /** Nothing listens, nothing is scheduled: the flows alone. */
    private static final Map<String, String> QUIET = Map.of("camel.main.auto-startup-exclude-pattern", "on-*");

    private static final Map<String, String> LISTENING = Map.of(
            "camel.server.enabled", "true",
            "camel.server.max-body-size", LARGEST_BODY,
            "camel.server.file-upload-enabled", "false",
            "camel.management.enabled", "true",
            "camel.management.health-check-enabled", "true",
            "camel.management.metrics-enabled", "true",
            "camel.metrics.enabled", "true",
            // Camel's own figures per route and endpoint stand in JMX; there is no need to count them twice.
            "camel.metrics.enable-route-policy", "false",
            "camel.metrics.enable-exchange-event-notifier", "false");

    /** The routes without which this is not the connectors. */
    private static final List<String> NEEDED = List.of(
            "on-referral-webhook",
            "referral-to-lead",
            "on-lead-poll",
            "lead-to-referral",
            "on-referral-sweep",
            "run-request",
            "plan-request",
            "partner-center-get-referral",
            "dynamics-get-lead");

    private final Connectors connectors;
    private final Main main = new Main();
    private Management management;
    private final Vitals vitals = new Vitals();

    private Application(Connectors connectors) {
        this.connectors = connectors;
    }

    /**
     * Everything: listeners, schedules, workers.
     *
     * @param wrongStore called once, when the store turns out to belong to another organisation
     */
    public static Application run(Settings settings, Runnable wrongStore) {
        return run(settings, wrongStore, Claims.LEASE);
    }

    /** @param lease of a run, for tests that can't wait for the real one to end */
    public static Application run(Settings settings, Runnable wrongStore, Duration lease) {
        settings.validate();
        requireFree(ListenAddress.ofWebhooks(settings));
        requireFree(ListenAddress.ofOperators(settings));
        Application application = new Application(new Connectors(settings, true, lease));
        application.connectors.ports().bindTo(application.main);
        application.start(LISTENING, () -> application.work(wrongStore));
        return application;
    }

    /** The flows alone, for a command beside a running process. */
    public static Application connect(Settings settings) {
        settings.validate();
        Application application = new Application(new Connectors(settings, false, Claims.LEASE));
        application.start(QUIET, () -> {});
        return application;
    }

    public CamelContext camel() {
        return main.getCamelContext();
    }

    /** What waits, runs and is parked. */
    public Backlog backlog() {
        return new Backlog(connectors.tables().database());
    }

    /** Walks down the list of referrals, as {@code backfill} asks for. */
    public Backfill backfill() {
        return connectors.backfill();
    }

    /** What an operator can see and do. */
    public Operations operations() {
        return new Operations(connectors.tables(), connectors::lookAgain);
    }

    /** What a run would do; to be closed. */
    public DryRuns dryRuns() {
        return new DryRuns(camel(), connectors.tables(), Clock.systemUTC());
    }

    /** Whether it is alive. */
    Vitals vitals() {
        return vitals;
    }

    Connectors connectors() {
        return connectors;
    }

    /** Takes nothing new, lets what runs end, and closes the store. */
    @Override
    public void close() {
        if (management != null) {
            management.close();
        }
        vitals.forget();
        connectors.stopWorking();
        main.stop();
        connectors.close();
    }

    private void start(Map<String, String> camel, Runnable then) {
        try {
            main.setPropertyPlaceholderLocations("file:application.properties;optional=true");
            main.configure().withRoutesIncludePattern(routeFiles());
            connectors
                    .settings()
                    .asProperties()
                    .forEach((key, value) -> main.addOverrideProperty((String) key, (String) value));
            camel.forEach(main::addInitialProperty);
            connectors.bindTo(main);
            main.start();
            then.run();
        } catch (Exception e) {
            close();
            throw isOurs(e) ? (RuntimeException) e : new StartFailed(EditedRoutes.why(e));
        }
    }

    private static boolean isOurs(Exception e) {
        return e instanceof RuntimeException && e.getClass().getName().startsWith("org.referralconnectors.");
    }

    private static String routeFiles() {
        if (!Files.isDirectory(Path.of("routes"))) {
            throw new StartFailed("There is no folder routes/ here: " + START_WHERE);
        }
        String ours = "file:routes/*.camel.yaml";
        String custom = ",file:routes/custom/*.camel.yaml,file:routes/custom/*.java";
        return Files.isDirectory(Path.of("routes/custom")) ? ours + custom : ours;
    }

    private void work(Runnable wrongStore) {
        EditedRoutes edited = new EditedRoutes();
        NeededRoutes routes = new NeededRoutes(camel(), NEEDED, edited);
        requireStarted(routes);
        Watch watch = connectors.watch(vitals);
        Started started = new Started();
        HealthCheckRegistry.get(camel()).register(started);
        watch.start(HealthCheckRegistry.get(camel()), routes);
        connectors.ports().guard(camel(), watch.ahead());
        DryRuns looks = dryRuns();
        HealthConcerns concerns = new HealthConcerns(camel(), watch.ahead());
        new Console(connectors.settings(), operations(), looks, concerns, watch.meters())
                .install(camel(), connectors.ports().management(camel()));
        connectors.startWorking(camel(), wrongStore);
        watch.watchThreads(camel());
        management = Management.register(operations(), looks);
        if (connectors.settings().flag(ROUTES_RELOAD)) {
            edited.watch(camel());
        }
        started.whole();
    }

    private static void requireStarted(NeededRoutes routes) {
        List<String> lacking = routes.lacking();
        if (!lacking.isEmpty()) {
            throw new StartFailed(
                    "routes/ lacks or could not start the routes " + String.join(", ", lacking) + ": " + START_WHERE);
        }
    }

    private static void requireFree(ListenAddress listener) {
        if (!listener.isOfThisMachine()) {
            throw new StartFailed(
                    listener.address().getHostString() + " (" + listener.host().key()
                            + ") is no address of this machine: name one of its own, or 0.0.0.0 for all of them");
        }
        if (!listener.isFree()) {
            throw new StartFailed("Port " + listener.address().getPort() + " ("
                    + listener.port().key() + ") is taken by another process");
        }
    }
}
