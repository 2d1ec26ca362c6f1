package org.referralconnectors.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedServerTest {
    private final SimulatedNetwork network = new SimulatedNetwork(Clock.systemUTC());
    private final AtomicInteger served = new AtomicInteger();
    private final SimulatedServer server = network.host("counter", call -> counted());
    private final HttpClient client =
            HttpClient.newBuilder().sslContext(network.pki().clientContext()).build();

    private Answer counted() {
        served.incrementAndGet();
        return Answer.empty(204);
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void anInjectedAnswerStrikesAsOftenAsAskedAndHidesTheCallFromTheService() throws Exception {
        server.faults().answer(Faults.on("GET", "/a"), 2, Answer.empty(429).with("retry-after", "7"));

        assertThat(get("/b").statusCode()).isEqualTo(204);
        HttpResponse<String> throttled = get("/a");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("retry-after")).contains("7");
        assertThat(get("/a").statusCode()).isEqualTo(429);
        assertThat(get("/a").statusCode()).isEqualTo(204);
        assertThat(served).hasValue(2);
        assertThat(network.traffic().count("counter", "GET /a")).isEqualTo(3);
    }

    @Test
    void aResetBeforeLeavesTheServiceUntouchedAndOneAfterDoesNot() {
        server.faults().resetBefore(Faults.anywhere(), 1);
        assertThatThrownBy(() -> post("/a")).isInstanceOf(IOException.class);
        assertThat(served).hasValue(0);

        server.faults().resetAfter(Faults.anywhere(), 1);
        assertThatThrownBy(() -> post("/a")).isInstanceOf(IOException.class);
        assertThat(served).hasValue(1);
    }

    @Test
    void aDelayedCallOutlastsAnImpatientClient() {
        server.faults().delay(Faults.anywhere(), 1, Duration.ofSeconds(30));

        assertThatThrownBy(
                        () -> client.send(request("/a", Duration.ofMillis(200)).build(), BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void whatIsDelayedIsStillDoneWhenItsCallerHasGone() throws Exception {
        get("/a"); // an open connection: the impatient call is to be on its way when its caller goes
        List<Boolean> delivered = new CopyOnWriteArrayList<>();
        server.observe((call, answer, sent) -> delivered.add(sent));
        server.faults().delay(Faults.anywhere(), 1, Duration.ofMillis(600));

        assertThatThrownBy(
                        () -> client.send(request("/a", Duration.ofMillis(200)).build(), BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);

        await().untilAsserted(() -> assertThat(delivered).containsExactly(false));
        assertThat(served).hasValue(2);
    }

    @Test
    void aServerThatIsDownRefusesUntilItIsUpAgainUnderTheSameAddress() throws Exception {
        get("/a");

        server.refuse();
        assertThatThrownBy(() -> get("/a")).isInstanceOf(ConnectException.class);
        server.listenAgain();

        assertThat(get("/a").statusCode()).isEqualTo(204);
    }

    @Test
    void anEndlessBodyNeverEnds() {
        server.faults().endless(Faults.anywhere(), 1);

        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request("/a", Duration.ofSeconds(5)).build(), BodyHandlers.ofString());

        assertThatThrownBy(() -> answer.get(300, java.util.concurrent.TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        answer.cancel(true);
    }

    @Test
    void latencyIsPaidByEveryCallAtTheSameTime() {
        server.faults().latency(Duration.ofMillis(500));
        long start = System.nanoTime();

        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(client.sendAsync(request("/" + i, Duration.ofSeconds(15)).build(), BodyHandlers.ofString()));
        }
        calls.forEach(CompletableFuture::join);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(8));
    }

    @Test
    void aClientThatDoesNotKnowTheRootIsLockedOut() {
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(request("/a", Duration.ofSeconds(5)).build(), BodyHandlers.ofString()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void bodiesAreKeptOnRequestOnly() throws Exception {
        post("/a");
        network.traffic().recordBodies(true);
        post("/b");

        assertThat(network.traffic().entries())
                .extracting(entry -> entry.call() == null ? "" : entry.call().text())
                .containsExactly("", "body");
    }

    @Test
    void aServiceThatBreaksFailsTheTestThatClosesIt() throws Exception {
        SimulatedNetwork other = new SimulatedNetwork(Clock.systemUTC());
        SimulatedServer broken = other.host("broken", call -> {
            throw new IllegalArgumentException("a bug");
        });
        HttpClient its =
                HttpClient.newBuilder().sslContext(other.pki().clientContext()).build();

        HttpRequest request = HttpRequest.newBuilder(URI.create(broken.url())).build();
        assertThat(its.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(500);
        assertThatThrownBy(other::close).hasRootCauseMessage("a bug");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path, Duration.ofSeconds(5)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        HttpRequest post = request(path, Duration.ofSeconds(5))
                .POST(HttpRequest.BodyPublishers.ofString("body"))
                .build();
        return client.send(post, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(timeout);
    }
}
