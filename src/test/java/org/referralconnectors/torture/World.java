package org.referralconnectors.torture;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.referralconnectors.simulated.Delivery;
import org.referralconnectors.simulated.DeliverySigner;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.torture.observer.Brake;
import org.referralconnectors.torture.observer.Journal;
import org.referralconnectors.torture.observer.Parked;
import org.referralconnectors.torture.observer.Rules;

/** Both simulated sides in this process, the store, and the application in processes of its own. */
final class World implements AutoCloseable {
    private static final int MOST_TRIES = 40;
    private static final int BETWEEN_TRIES_MILLIS = 250;

    private final Landscape landscape;
    private final Journal journal;
    private final StoreBeside store;
    private final Build build;
    private final Parked parked = new Parked(Plan.ATTEMPTS);
    private final Brake brake = new Brake();
    private final List<Replica> replicas = new ArrayList<>();
    private final Map<String, String> settings = new ConcurrentHashMap<>();

    /** @param settings of the application, beyond those that point it here */
    World(Path folder, String kind, int count, Build build, Map<String, String> settings) {
        this.build = build;
        landscape = Landscape.start();
        landscape.partner().notifications().dropNext(Integer.MAX_VALUE);
        journal = new Journal(landscape, Clock.systemUTC());
        store = StoreBeside.open(kind, folder);
        this.settings.putAll(landscape.settings(folder));
        this.settings.putAll(store.settings());
        this.settings.putAll(settings);
        this.settings.keySet().removeAll(List.of("camel.server.port", "camel.management.port"));
        for (int i = 1; i <= count; i++) {
            replicas.add(new Replica("replica-" + i, build, folder, this.settings));
        }
    }

    void start() {
        replicas.forEach(Replica::start);
        replicas.forEach(this::awaitTaking);
    }

    /**
     * Returns when a process takes webhooks. While it fetches the signing certificate it asks most of them to come
     * again. One that could not fetch it in time, on a very busy machine, remembers that for five minutes: it is killed
     * and started again.
     */
    void awaitTaking(Replica replica) {
        replica.awaitReady();
        while (!takesSoon(replica)) {
            replica.close();
            replica.start();
            replica.awaitReady();
        }
    }

    private boolean takesSoon(Replica replica) {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            if (takes(replica)) {
                return true;
            }
            Pause.millis(BETWEEN_TRIES_MILLIS);
        }
        return false;
    }

    private boolean takes(Replica replica) {
        DeliverySigner signer = landscape.partner().notifications().signer();
        Delivery test = signer.sign(signer.body("test-created", "https://localhost/test/" + replica.name(), "test"));
        return landscape
                        .partner()
                        .notifications()
                        .deliver(replica.webhook(), test)
                        .exceptionally(noAnswer -> 0)
                        .join()
                == 200;
    }

    /**
     * Kills every process, and starts it with other settings and another field map.
     *
     * @param meanwhile happens when none runs
     */
    void restartWith(Map<String, String> changed, Rules rules, Runnable meanwhile) {
        replicas.forEach(Replica::close);
        meanwhile.run();
        settings.putAll(changed);
        settings.putAll(rules.settings());
        build.map(rules);
        journal.rules(rules);
        start();
    }

    Landscape landscape() {
        return landscape;
    }

    Journal journal() {
        return journal;
    }

    StoreBeside store() {
        return store;
    }

    /** What may wait for an operator. */
    Parked parked() {
        return parked;
    }

    Brake brake() {
        return brake;
    }

    List<Replica> replicas() {
        return replicas;
    }

    /** Whether a call to either side has come and waits to be served. */
    boolean hasCallsUnderWay() {
        return landscape.dataverseServer().waiting()
                        + landscape.partner().partnerCenterServer().waiting()
                > 0;
    }

    /** The leads whose subject names the referral, or whose id is its. */
    List<JsonNode> leads(String referralId) {
        return List.copyOf(landscape.dataverse().all().stream()
                .filter(lead -> lead.path("subject").asText().contains(referralId)
                        || lead.path("leadid").asText().equals(referralId))
                .toList());
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        store.close();
        landscape.close();
    }
}
