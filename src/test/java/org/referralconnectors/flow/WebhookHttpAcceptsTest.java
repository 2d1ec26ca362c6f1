package org.referralconnectors.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.referralconnectors.simulated.Faults.on;

import com.fasterxml.jackson.databind.node.TextNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.flow.WebhookHttpTestWire.Reply;
import org.referralconnectors.partnercenter.Delivery;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.simulated.NotificationPki;

/** What the webhook's port takes, what is on disk by then, and when it says that it can't take anything. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebhookHttpAcceptsTest extends WebhookHttpTestSupport {

    private static final int OFTEN = 9;

    /** By Java's HTTP client within one fetch, when a kept-alive connection turns out to be reset. */
    private static final long CONNECTIONS_TRIED = 5;

    private static final int LAST = Integer.MAX_VALUE;
    private static final String OTHER_NAMES = "reset,broken,busy,gone,moved,slow,garbage,huge";

    private CompletableFuture<List<Integer>> slow;

    @BeforeAll
    void beginWithACertificateThatDoesNotCome() {
        world.traffic().recordBodies(true);
        world.partner().certificateServer().faults().delay(at("slow"), OFTEN, Duration.ofSeconds(8));
        slow = aside(() -> refusedTwice("slow", 503));
    }

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = super.settings();
        settings.put("partner-center.webhook.certificate-names", NotificationPki.NAME + "," + OTHER_NAMES);
        return settings;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"referral-created", "referral-updated", "related-referral-created", "related-referral-updated"})
    void whatIsAcknowledgedIsOnDisk(String event) {
        String id = UUID.randomUUID().toString();
        Reply answer = post(signed(event, id));
        assertAccepted(answer);
        assertThat(stored(id)).containsExactly(id);
    }

    @Test
    void aRepeatedDeliveryIsTakenAgainAndIsOneRequest() {
        String id = UUID.randomUUID().toString();
        Delivery delivery = signed("referral-updated", id);
        Stream.generate(() -> post(delivery)).limit(3).forEach(WebhookHttpAcceptsTest::assertAccepted);
        assertThat(query("SELECT seq FROM requests WHERE referral_id = '" + id + "'"))
                .singleElement()
                .satisfies(seq -> assertThat(Integer.parseInt(seq)).isGreaterThanOrEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"test-created", "subscription-updated", "invoice-ready", "usagerecords-thresholdExceeded"})
    void otherEventsAreTakenAndLeaveNothing(String event) {
        List<String> rows = rows();
        assertAccepted(post(signed(event, UUID.randomUUID().toString())));
        assertThat(rows()).isEqualTo(rows);
    }

    static Stream<Arguments> placesOfTheSignature() {
        return Stream.of(
                arguments("Authorization", "Signature "),
                arguments("Authorization", "signature "),
                arguments("Authorization", ""),
                arguments("x-ms-signature", "Signature "),
                arguments("x-ms-signature", ""));
    }

    @ParameterizedTest
    @MethodSource("placesOfTheSignature")
    void takesTheSignatureInEitherHeaderWithAndWithoutTheWord(String header, String word) {
        Delivery delivery = signed("test-created", UUID.randomUUID().toString());
        String signature = delivery.header("Authorization").substring("Signature ".length());
        assertAccepted(post(delivery.without("Authorization").and(header, word + signature)));
    }

    @Test
    void takesHttp10AndABodyInChunks() {
        Delivery delivery = signed("test-created", UUID.randomUUID().toString());
        String old = new String(bytes("POST " + PATH, delivery), UTF_8).replaceFirst("HTTP/1.1", "HTTP/1.0");
        assertAccepted(WebhookHttpTestWire.exchange(port(), old));
        String whole = new String(bytes("POST " + PATH, delivery), UTF_8);
        String chunked = whole.replaceFirst("Content-Length: \\d+", "Transfer-Encoding: chunked")
                .replace(
                        delivery.text(),
                        Integer.toHexString(delivery.body().length) + "\r\n" + delivery.text() + "\r\n0\r\n\r\n");
        assertAccepted(WebhookHttpTestWire.exchange(port(), chunked));
    }

    /** Each fault strikes the certificate of another name, since its outcome is remembered; all at the same time. */
    @Test
    void anOutageOfTheCertificateHostAsksTheSenderToTryAgain() {
        Faults faults = world.partner().certificateServer().faults();
        faults.resetBefore(at("reset"), OFTEN);
        faults.answer(at("broken"), OFTEN, Answer.empty(500));
        faults.answer(at("busy"), OFTEN, Answer.empty(503));
        faults.answer(at("gone"), OFTEN, Answer.empty(404));
        faults.answer(at("moved"), OFTEN, Answer.empty(302).with("location", "https://evil.example/"));
        faults.answer(at("garbage"), OFTEN, Answer.json(200, TextNode.valueOf("no certificate")));
        faults.endless(at("huge"), OFTEN);
        Map<String, Integer> statuses = Map.of(
                "reset", 503, "broken", 503, "busy", 503, "gone", 401, "moved", 401, "garbage", 401, "huge", 401);
        List<CompletableFuture<List<Integer>>> answers = statuses.entrySet().stream()
                .map(each -> aside(() -> refusedTwice(each.getKey(), each.getValue())))
                .toList();
        answers.forEach(answer -> assertThat(answer.join()).hasSize(1));
        statuses.keySet()
                .forEach(name ->
                        assertThat(fetches(name)).as(name).isBetween(1L, name.equals("reset") ? CONNECTIONS_TRIED : 1));
    }

    @Order(LAST)
    @Test
    void aCertificateThatDoesNotComeInTimeAsksTheSenderToTryAgain() {
        assertThat(slow.join()).hasSize(1);
    }

    /** The second time what is remembered. */
    private List<Integer> refusedTwice(String name, int status) {
        String id = UUID.randomUUID().toString();
        Delivery delivery = signed("referral-updated", id)
                .with("X-MS-Certificate-Url", url -> url.replace(NotificationPki.NAME, name));
        List<Integer> both = Stream.generate(() -> post(delivery).status())
                .limit(2)
                .distinct()
                .toList();
        assertThat(both).as(name).containsExactly(status);
        assertThat(stored(id)).isEmpty();
        return both;
    }

    private long fetches(String name) {
        return world.traffic().entries().stream()
                .filter(entry -> at(name).test(entry.call()))
                .count();
    }

    private static Predicate<Call> at(String name) {
        return on("GET", "/cert/" + name + ".cer");
    }

    @Test
    void aStoreThatRefusesMakesTheSenderTryAgain() throws SQLException {
        Delivery delivery = signed("referral-updated", UUID.randomUUID().toString());
        sql("ALTER TABLE requests RENAME TO hidden");
        try {
            Reply answer = post(delivery);
            assertThat(answer.status()).isEqualTo(503);
            assertShortJson(answer);
        } finally {
            sql("ALTER TABLE hidden RENAME TO requests");
        }
        assertAccepted(post(delivery));
    }

    @Test
    void aStoreThatHangsMakesTheSenderTryAgainAndTheProcessUnready() throws Exception {
        String id = UUID.randomUUID().toString();
        try (Connection other = openStore()) {
            other.createStatement().execute("BEGIN IMMEDIATE");
            CompletableFuture<Reply> answer = aside(() -> post(signed("referral-updated", id)));
            Reply ready = management("GET /observe/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.body()).contains("The store takes no writes");
            assertThat(management("GET /observe/health/live").status()).isEqualTo(200);
            assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(503);
            assertThat(stored(id)).isEmpty();
            other.createStatement().execute("ROLLBACK");
        }
        eventually().until(() -> management("GET /observe/health/ready").status() == 200);
    }

    @Test
    @Order(LAST - 1)
    void aFloodOfForgeriesCostsNoFetchAndGoodDeliveriesAreAnsweredMeanwhile() {
        post(signed("test-created", UUID.randomUUID().toString()));
        long fetched = fetches(NotificationPki.NAME);
        byte[] forged = bytes(
                "POST " + PATH,
                signed("referral-updated", UUID.randomUUID().toString()).with("{}".getBytes(UTF_8)));
        byte[] good = bytes(
                "POST " + PATH, signed("referral-updated", UUID.randomUUID().toString()));
        long began = System.nanoTime();
        List<CompletableFuture<List<Integer>>> floods = IntStream.range(0, 8)
                .mapToObj(n -> aside(() -> statuses(forged, 250)))
                .toList();
        List<Integer> meanwhile = statuses(good, 50);
        floods.forEach(flood -> assertThat(flood.join()).hasSize(250).containsOnly(401));
        System.out.printf(
                "2000 forged deliveries beside 50 good ones: %d ms%n",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        assertThat(meanwhile).hasSize(50).containsOnly(200);
        assertThat(fetches(NotificationPki.NAME)).isLessThanOrEqualTo(fetched + 1);
    }

    private List<Integer> statuses(byte[] request, int times) {
        try (WebhookHttpTestWire wire = new WebhookHttpTestWire(port())) {
            return IntStream.range(0, times)
                    .mapToObj(n -> wire.send(request).receive().status())
                    .toList();
        }
    }

    private List<String> stored(String id) {
        return query("SELECT referral_id FROM requests WHERE referral_id = '" + id + "'");
    }

    /** On a thread of its own: the common pool has two. */
    private static <T> CompletableFuture<T> aside(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, run -> new Thread(run).start());
    }

    private static void assertAccepted(Reply answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().keySet()).isSubsetOf("content-length", "connection");
    }
}
