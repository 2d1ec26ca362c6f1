package org.referralconnectors.simulated;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.netty.channel.ChannelOption;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hosts one service over HTTPS on loopback, HTTP/1.1 with kept-alive connections. The service runs on the server's one
 * event loop, so calls of one service are served one after the other, as from one fast machine.
 */
public final class SimulatedServer implements AutoCloseable {
    private static final int LONGEST_LINE = 32 * 1024;
    private static final Buffer ENDLESS = Buffer.buffer(new byte[8192]);
    private static final Buffer DROP = Buffer.buffer(" ");

    private final String name;
    private final Service service;
    private final Vertx vertx;
    private final Clock clock;
    private final Traffic traffic;
    private final Faults faults = new Faults();
    private final Queue<Throwable> breakdowns = new ConcurrentLinkedQueue<>();
    private volatile Observer observer = (call, answer, delivered) -> {};
    private final int port;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Identity identity;
    private volatile HttpServer http;

    /**
     * Listens at once.
     *
     * @param port 0: any free one
     */
    SimulatedServer(SimulatedNetwork network, String name, int port, Service service) {
        this.name = name;
        this.service = service;
        this.vertx = network.vertx();
        this.clock = network.clock();
        this.traffic = network.traffic();
        this.identity = network.pki().server();
        this.http = listen(port, identity);
        this.port = http.actualPort();
    }

    private HttpServer listen(int where, Identity as) {
        return vertx.createHttpServer(options(as))
                .requestHandler(this::receive)
                .listen(where, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Nobody listens any more: whoever connects is refused, and who was connected is cut off. */
    public void refuse() {
        stop();
    }

    /** Listens on its port again with a certificate of an authority that nobody trusts. */
    public void listenUntrusted() {
        http = listen(port, new TestPki(Clock.systemUTC()).server());
    }

    /** Listens on its port again, as itself. */
    public void listenAgain() {
        http = listen(port, identity);
    }

    private void stop() {
        http.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Sees each call on its way to the service, and what the service itself answered. */
    @FunctionalInterface
    public interface Observer {
        /** The call has come, and may be kept waiting now. */
        default void arrived(Call call) {}

        /** The service gets it next, on this thread. */
        default void asking(Call call) {}

        /**
         * On the same thread, before the answer is sent.
         *
         * @param delivered whether the caller is sent it, rather than a reset
         */
        void answered(Call call, Answer answer, boolean delivered);
    }

    public void observe(Observer next) {
        observer = next;
    }

    private static HttpServerOptions options(Identity identity) {
        return new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addKeyValue(Buffer.buffer(identity.keyPem()))
                        .addCertValue(Buffer.buffer(identity.pem())))
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_LINE)
                .setTcpNoDelay(true);
    }

    public int port() {
        return port;
    }

    /** {@code https://localhost:PORT}, without a slash at the end. */
    public String url() {
        return "https://localhost:" + port();
    }

    public Faults faults() {
        return faults;
    }

    /** How many calls are kept waiting before the service sees them. */
    public int waiting() {
        return waiting.get();
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> arrive(request, call(request, body)));
    }

    private static Call call(HttpServerRequest request, Buffer body) {
        return new Call(
                request.method().name(), request.path(), request.query(), headers(request.headers()), body.getBytes());
    }

    private static Map<String, List<String>> headers(MultiMap sent) {
        Map<String, List<String>> headers = new HashMap<>();
        sent.forEach(
                (name, value) -> headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), first -> new ArrayList<>(1))
                        .add(value));
        return headers;
    }

    private void arrive(HttpServerRequest request, Call call) {
        observer.arrived(call);
        Fault fault = faults.take(call);
        long wait = fault.delay().plus(faults.latency()).toMillis();
        if (!fault.released().isDone()) {
            waiting.incrementAndGet();
            fault.released().thenRun(() -> vertx.runOnContext(released -> serveLate(request, call, fault)));
        } else if (wait <= 0) {
            serve(request, call, fault);
        } else {
            waiting.incrementAndGet();
            vertx.setTimer(wait, timer -> serveLate(request, call, fault));
        }
    }

    private void serveLate(HttpServerRequest request, Call call, Fault fault) {
        serve(request, call, fault);
        waiting.decrementAndGet();
    }

    private void serve(HttpServerRequest request, Call call, Fault fault) {
        if (!fault.replacesService()) {
            observer.asking(call);
        }
        Answer answer = fault.replacesService() ? fault.answer() : ask(call);
        if (!fault.replacesService()) {
            boolean gone = request.response().closed();
            observer.answered(call, answer, fault.kind() == Fault.Kind.NONE && !gone);
        }
        traffic.note(new Traffic.Entry(
                clock.instant(), name, service.operation(call), answer == null ? 0 : answer.status(), call));
        switch (fault.kind()) {
            case NONE, ANSWER -> send(request.response(), answer);
            case RESET_BEFORE, RESET_AFTER -> reset(request);
            case SILENT_BEFORE, SILENT_AFTER -> {}
            case ENDLESS -> pour(request.response().setChunked(true), ENDLESS, 5);
            case DRIPPING -> pour(request.response().setChunked(true), DROP, 100);
        }
    }

    private Answer ask(Call call) {
        try {
            return service.answer(call);
        } catch (RuntimeException | Error broken) {
            breakdowns.add(broken);
            return Answer.empty(500);
        }
    }

    private void send(HttpServerResponse response, Answer answer) {
        if (response.closed()) {
            return; // the caller has given up
        }
        response.setStatusCode(answer.status());
        response.putHeader("date", RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
        answer.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(answer.body()));
    }

    /** A TCP reset: an orderly close would be read as the end of an answer. */
    private static void reset(HttpServerRequest request) {
        var channel = ((ConnectionBase) request.connection()).channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    private void pour(HttpServerResponse response, Buffer each, int millis) {
        if (response.closed()) {
            return;
        }
        response.write(each).onSuccess(written -> vertx.setTimer(millis, timer -> pour(response, each, millis)));
    }

    /** @throws IllegalStateException when the service itself broke while it served, which no test may overlook */
    @Override
    public void close() {
        stop();
        if (!breakdowns.isEmpty()) {
            throw new IllegalStateException("simulated " + name + " broke", breakdowns.peek());
        }
    }
}
