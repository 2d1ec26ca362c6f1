package org.referralconnectors.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.referralconnectors.bench.Services.Webhook;

/** Sends deliveries at a fixed rate, in turn, whatever is answered, until it is closed. */
final class Flood implements AutoCloseable {

    private static final int NO_ANSWER = 0;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(64));
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final long timer;

    Flood(String url, int perMinute, List<Webhook> deliveries) {
        RequestOptions target = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url);
        long start = System.nanoTime();
        timer = vertx.setPeriodic(1, tick -> {
            double due = (System.nanoTime() - start) / 60e9 * perMinute;
            while (sent.get() < due) {
                send(target, deliveries.get((int) (sent.getAndIncrement() % deliveries.size())));
            }
        });
    }

    private void send(RequestOptions target, Webhook delivery) {
        client.request(target)
                .compose(request -> {
                    request.headers().addAll(delivery.headers());
                    return request.send(delivery.body());
                })
                .compose(response -> response.end().map(response.statusCode()))
                .otherwise(NO_ANSWER)
                .onSuccess(status -> statuses.computeIfAbsent(status, key -> new AtomicInteger())
                        .incrementAndGet());
    }

    /** How often each status was answered; 0 stands for no answer. */
    Map<Integer, AtomicInteger> statuses() {
        return statuses;
    }

    long sent() {
        return sent.get();
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
