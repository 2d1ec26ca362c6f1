package org.referralconnectors.simulated;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.concurrent.atomic.AtomicLong;

/** Sends deliveries over a few kept-alive connections. */
final class DeliveryClient {
    private static final int ANSWER_WITHIN_MS = 10_000;

    private final HttpClient client;
    private final AtomicLong attempted = new AtomicLong();

    DeliveryClient(SimulatedNetwork network) {
        client = network.vertx()
                .createHttpClient(new HttpClientOptions()
                        .setMaxPoolSize(16)
                        .setConnectTimeout(2000)
                        .setTrustOptions(new PemTrustOptions()
                                .addCertValue(Buffer.buffer(network.pki().rootsPem()))));
    }

    /** The status of the answer, or a failure when there was none. */
    Future<Integer> post(String url, Delivery delivery) {
        attempted.incrementAndGet();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .setTimeout(ANSWER_WITHIN_MS);
        return client.request(options).compose(request -> transmit(request, delivery));
    }

    /** Says what to do with the answer at once: said later, from another thread, it can miss the answer's end. */
    private static Future<Integer> transmit(HttpClientRequest request, Delivery delivery) {
        delivery.headers().forEach(header -> request.headers().add(header.getKey(), header.getValue()));
        return request.send(Buffer.buffer(delivery.body()))
                .compose(answer -> answer.body().map(answer.statusCode()));
    }

    long attempted() {
        return attempted.get();
    }
}
