package org.referralconnectors.simulated;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the simulated services of one test share: threads, clock, certificates and the record of their traffic. */
public final class SimulatedNetwork implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(2));
    private final Traffic traffic = new Traffic();
    private final Deque<SimulatedServer> servers = new ArrayDeque<>();
    private final Clock clock;
    private final TestPki pki;

    public SimulatedNetwork(Clock clock) {
        this.clock = clock;
        this.pki = new TestPki(Clock.systemUTC());
    }

    /** Hosts a service on a free port until this network is closed. */
    public SimulatedServer host(String name, Service service) {
        return host(name, 0, service);
    }

    public SimulatedServer host(String name, int port, Service service) {
        SimulatedServer server = new SimulatedServer(this, name, port, service);
        servers.push(server);
        return server;
    }

    public Vertx vertx() {
        return vertx;
    }

    public Clock clock() {
        return clock;
    }

    public Traffic traffic() {
        return traffic;
    }

    /** The TLS authority of every server here. */
    public TestPki pki() {
        return pki;
    }

    @Override
    public void close() {
        try {
            servers.forEach(SimulatedServer::close);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
