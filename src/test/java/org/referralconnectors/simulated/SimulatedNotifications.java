package org.referralconnectors.simulated;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Delivers events to the registered address: signed, ten times at most, at least once and in no promised order. Tests
 * may hold deliveries back, lose, double or reorder them, and send any of their own.
 */
public final class SimulatedNotifications {
    private static final int ATTEMPTS = 10;
    /** No answer at all. */
    private static final int UNREACHABLE = 0;

    private record Event(Registration to, Delivery delivery, Promise<Integer> outcome) {}

    private final Vertx vertx;
    private final Context context;
    private final DeliveryClient client;
    private final Supplier<Registration> registration;
    private final List<Event> held = new ArrayList<>();
    private final AtomicLong raised = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong abandoned = new AtomicLong();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicInteger toDrop = new AtomicInteger();
    private final AtomicInteger toDouble = new AtomicInteger();
    private volatile DeliverySigner signer;
    private volatile Duration backOff = Duration.ofMillis(200);
    private boolean holding;

    /** @param registration where events go now, or {@code null} */
    SimulatedNotifications(SimulatedNetwork network, DeliverySigner signer, Supplier<Registration> registration) {
        this.vertx = network.vertx();
        this.context = vertx.getOrCreateContext();
        this.client = new DeliveryClient(network);
        this.signer = signer;
        this.registration = registration;
    }

    /** Tells the registered address of an event, if it wants to know. */
    public void raise(String event, String referralId) {
        send(event, by -> by.referral(event, referralId));
    }

    /** A test event; completes with the status of its last attempt, 0 when there was no answer. */
    CompletableFuture<Integer> test(String correlationId) {
        String uri =
                "https://api.partnercenter.microsoft.com/webhooks/v1/registration/validationEvents/" + correlationId;
        return send("test-created", by -> by.sign(by.body("test-created", uri, "test")))
                .toCompletionStage()
                .toCompletableFuture();
    }

    private Future<Integer> send(String event, Function<DeliverySigner, Delivery> make) {
        raised.incrementAndGet();
        Registration to = registration.get();
        if (to == null || !to.events().contains(event) || claims(toDrop)) {
            return Future.succeededFuture(UNREACHABLE);
        }
        Promise<Integer> outcome = Promise.promise();
        pending.incrementAndGet();
        DeliverySigner by = signer;
        // Signing takes a millisecond, which whoever raised the event need not wait for.
        context.executeBlocking(() -> addressed(make.apply(by), to))
                .onSuccess(delivery -> dispatch(new Event(to, delivery, outcome)))
                .onFailure(outcome::fail);
        return outcome.future();
    }

    private static Delivery addressed(Delivery delivery, Registration to) {
        if (!to.ownHeader()) {
            return delivery;
        }
        return delivery.without("Authorization").with("x-ms-signature", delivery.header("Authorization"));
    }

    private void dispatch(Event event) {
        synchronized (held) {
            if (holding) {
                held.add(event);
                return;
            }
        }
        attempt(event, 1);
        if (claims(toDouble)) {
            deliver(event.to().url(), event.delivery());
        }
    }

    private void attempt(Event event, int number) {
        client.post(event.to().url(), event.delivery()).onComplete(answered -> {
            int status = answered.succeeded() ? answered.result() : UNREACHABLE;
            if (status / 100 == 2) {
                acknowledged.incrementAndGet();
                finish(event, status);
            } else if (number == ATTEMPTS) {
                abandoned.incrementAndGet();
                finish(event, status);
            } else {
                vertx.setTimer(Math.max(1, backOff.toMillis()), timer -> attempt(event, number + 1));
            }
        });
    }

    private void finish(Event event, int status) {
        pending.decrementAndGet();
        event.outcome().complete(status);
    }

    /** Sends this once, whatever it is; completes with the status, or fails when there was no answer. */
    public CompletableFuture<Integer> deliver(String url, Delivery delivery) {
        return client.post(url, delivery).toCompletionStage().toCompletableFuture();
    }

    private static boolean claims(AtomicInteger left) {
        return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    /** Keeps deliveries back until {@link #release()}. */
    public void hold() {
        synchronized (held) {
            holding = true;
        }
    }

    /** Sends what was held back, as fast as it will go. */
    public void release() {
        List<Event> events = drain();
        context.runOnContext(now -> events.forEach(this::dispatch));
    }

    /** Sends what was held back, the latest event first, each after the one before it was answered. */
    public void releaseReversed() {
        List<Event> events = drain();
        Collections.reverse(events);
        dispatchInTurn(events.iterator());
    }

    private void dispatchInTurn(Iterator<Event> events) {
        if (!events.hasNext()) {
            return;
        }
        Event next = events.next();
        next.outcome().future().onComplete(answered -> dispatchInTurn(events));
        dispatch(next);
    }

    private List<Event> drain() {
        synchronized (held) {
            holding = false;
            List<Event> events = new ArrayList<>(held);
            held.clear();
            return events;
        }
    }

    /** Loses the next events altogether. */
    public void dropNext(int events) {
        toDrop.set(events);
    }

    /** Sends each of the next events twice. */
    public void doubleNext(int events) {
        toDouble.set(events);
    }

    /** The pause between two attempts; 200 ms at first. */
    public void backOff(Duration pause) {
        backOff = pause;
    }

    /** Signs with another key, from now on. */
    public void signWith(DeliverySigner other) {
        signer = other;
    }

    /** What signs now; for deliveries made by hand. */
    public DeliverySigner signer() {
        return signer;
    }

    /** Events that happened, whether anybody was to be told or not. */
    public long raised() {
        return raised.get();
    }

    /** Requests sent, repetitions and handmade ones included. */
    public long attempted() {
        return client.attempted();
    }

    /** Events that were answered with 2xx in the end. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Events given up after ten attempts. */
    public long abandoned() {
        return abandoned.get();
    }

    /** Events that are held, on their way or waiting for their next attempt. */
    public long pending() {
        return pending.get();
    }
}
