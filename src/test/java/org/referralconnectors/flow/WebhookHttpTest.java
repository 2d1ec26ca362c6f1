package org.referralconnectors.flow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
import org.referralconnectors.partnercenter.ForgedDelivery;
import org.referralconnectors.simulated.Traffic;

/** What the webhook's port answers to whoever sends whatever, and what it leaves behind. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebhookHttpTest extends WebhookHttpTestSupport {

    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int LAST = Integer.MAX_VALUE;

    /** No such referral is in Partner Center. */
    private static final String UNKNOWN = ForgedDelivery.REFERRAL_ID;

    private WebhookHttpTestWire unfinished;
    private double counted;

    @BeforeEach
    void count() {
        counted = webhooks();
    }

    @BeforeAll
    void beginABodyThatNeverEnds() {
        unfinished = new WebhookHttpTestWire(port());
        unfinished.send(("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100\r\n\r\n{")
                .getBytes(UTF_8));
    }

    static List<ForgedDelivery> refusedUnfetched() {
        return ForgedDelivery.all().stream()
                .filter(forged -> !forged.mayFetch())
                .toList();
    }

    static List<ForgedDelivery> refusedByTheirSignature() {
        return ForgedDelivery.all().stream().filter(ForgedDelivery::mayFetch).toList();
    }

    /** First, while the certificate is not known yet: so a fetch would show. */
    @Order(FIRST)
    @ParameterizedTest
    @MethodSource("refusedUnfetched")
    void refusesWithoutAFetch(ForgedDelivery forged) {
        refuses(forged, 0);
    }

    /** Once for the certificate, and once more for the one that may have followed it. */
    @Order(SECOND)
    @ParameterizedTest
    @MethodSource("refusedByTheirSignature")
    void refusesAfterTwoFetchesForAllTogether(ForgedDelivery forged) {
        refuses(forged, 2);
    }

    private void refuses(ForgedDelivery forged, int fetches) {
        List<String> rows = rows();
        try (WebhookHttpTestLog log = new WebhookHttpTestLog()) {
            Reply answer = post(forged.from(this::signed));
            assertThat(answer.status()).isEqualTo(forged.status());
            assertShortJson(answer);
            assertThat(log.lines()).isEmpty();
        }
        assertCountedOnce();
        assertThat(rows()).isEqualTo(rows);
        assertThat(world.traffic().entries())
                .extracting(Traffic.Entry::service)
                .allMatch("certificates"::equals)
                .hasSizeLessThanOrEqualTo(fetches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "PROPFIND"})
    void takesNoOtherMethod(String method) {
        Delivery delivery = signed("referral-created", ForgedDelivery.REFERRAL_ID);
        Reply answer = exchange(bytes(method + " " + PATH, delivery));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", "POST");
        if (!method.equals("HEAD")) {
            assertShortJson(answer);
        }
        assertCountedOnce();
    }

    /** Beside those of the catalogue. */
    static Stream<Arguments> otherContentTypes() {
        return Stream.of(
                arguments("multipart/form-data; boundary=x", 415),
                arguments("application/json, text/plain", 415),
                arguments("*/*", 415),
                arguments(";;;", 415),
                arguments("application/json; charset=no-such-charset", 200),
                arguments("application/json; charset=utf-16", 200),
                arguments("application/json;charset=\"utf-8\"", 200),
                arguments("Application/JSON", 200),
                arguments("Application/JSON; charset=\"utf-8\"", 200),
                arguments("application/json ; charset=utf-8", 200));
    }

    @ParameterizedTest
    @MethodSource("otherContentTypes")
    void takesJsonOnly(String type, int status) {
        Reply answer = post(signed("subscription-updated", UNKNOWN).with("Content-Type", type));
        assertThat(answer.status()).isEqualTo(status);
        assertCountedOnce();
    }

    @Test
    void theParametersOfTheAddressAreNoHeaders() {
        Delivery delivery = signed("referral-created", UNKNOWN);
        String query = "?X-MS-Signature-Algorithm=rsa-sha256&Authorization=x&Content-Type=text/plain";
        Reply lacking = exchange(bytes("POST " + PATH + query, delivery.without("X-MS-Signature-Algorithm")));
        assertThat(lacking.status()).isEqualTo(400);
        assertThat(exchange(bytes("POST " + PATH + query, signed("test-created", UNKNOWN)))
                        .status())
                .isEqualTo(200);
    }

    /** Bytes that are no delivery at all, and the status that they get. */
    static Stream<Arguments> strangeRequests() {
        String post = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\n";
        String json = post + "Content-Type: application/json\r\n";
        String chunked = json + "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                arguments("no body and no headers", post + "\r\n", 415),
                arguments("JSON without a body", json + "Content-Length: 0\r\n\r\n", 400),
                arguments("JSON without a length", json + "\r\n", 400),
                arguments("a length that promises too much", json + "Content-Length: 65537\r\n\r\n", 413),
                arguments("a length of four gigabytes", json + "Content-Length: 4294967296\r\n\r\n", 413),
                arguments("a negative length", json + "Content-Length: -1\r\n\r\n", 400),
                arguments("a length that is no number", json + "Content-Length: x\r\n\r\n", 400),
                arguments("two lengths", json + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400),
                arguments(
                        "a chunk of 64 KiB and a byte",
                        chunked + "10001\r\n" + "x".repeat(65_537) + "\r\n0\r\n\r\n",
                        413),
                arguments(
                        "a hundred chunks of a KiB",
                        chunked + ("400\r\n" + "x".repeat(1024) + "\r\n").repeat(100) + "0\r\n\r\n",
                        413),
                arguments(
                        "both a length and chunks",
                        json + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                arguments(
                        "a wish to be told to go on, for too much",
                        json + "Expect: 100-continue\r\nContent-Length: 99999\r\n\r\n",
                        413),
                arguments("another wish", json + "Expect: miracles\r\nContent-Length: 2\r\n\r\n{}", 417),
                arguments("a header line of 9 KB", json + "X-Long: " + "x".repeat(9_000) + "\r\n\r\n", 431),
                arguments("a thousand headers", json + "X-Many: 12345678\r\n".repeat(1000) + "\r\n", 431),
                arguments(
                        "an address of 5 KB",
                        "POST " + PATH + "?" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                        414),
                arguments("a header without a colon", json + "nonsense\r\n\r\n", 400),
                arguments("a header name with a blank", json + "X Y: 1\r\n\r\n", 400),
                arguments("no HTTP", "hello\r\n\r\n", 400),
                arguments(
                        "HTTP/1.0",
                        "POST " + PATH + " HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                        400),
                arguments(
                        "no host",
                        "POST " + PATH + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                        400),
                arguments("a broken escape in the address", "POST " + PATH + "%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400),
                arguments(
                        "a wish for a websocket",
                        json + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nContent-Length: 2\r\n\r\n{}",
                        400),
                arguments(
                        "a wish for HTTP/2",
                        json + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
                                + "Content-Length: 2\r\n\r\n{}",
                        400),
                arguments("a folded header", json + "X-A: 1\r\n 2\r\nContent-Length: 2\r\n\r\n{}", 400),
                arguments(
                        "a wish for another form of answer",
                        json + "Accept: text/html\r\nContent-Length: 2\r\n\r\n{}",
                        400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strangeRequests")
    void answersShortlyWhateverItIs(String name, String request, int status) {
        try (WebhookHttpTestLog log = new WebhookHttpTestLog()) {
            Reply answer = exchange(request.getBytes(ISO_8859_1));
            assertThat(answer.status()).isEqualTo(status);
            assertShortJson(answer);
            assertThat(log.lines()).isEmpty();
        }
        assertCountedOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/3.7", "HTTP/2.0"})
    void takesNoOtherVersionOfHttp(String version) {
        Reply answer = exchange(("POST " + PATH + " " + version + "\r\n\r\n").getBytes(UTF_8));
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "//",
                "/webhooks",
                "/webhooks/",
                PATH + "/x",
                PATH + ";x",
                "/WEBHOOKS/partner-center",
                "/../application.properties",
                "/application.properties",
                "/%2e%2e/application.properties",
                "/..%2fapplication.properties",
                "/mapping.yaml",
                "/routes/referral-to-lead.camel.yaml",
                "/webhooks/../application.properties",
                "/file:application.properties",
                "/observe/health",
                "/observe/metrics",
                "/observe/jolokia",
                "/q/health",
                "/hawtio",
                "*"
            })
    void knowsNoOtherPath(String path) {
        for (String method : List.of("GET ", "POST ")) {
            Reply answer = exchange((method + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(UTF_8));
            assertThat(answer.status()).isEqualTo(404);
            assertShortJson(answer);
        }
        assertThat(webhooks()).isEqualTo(counted);
    }

    @Test
    void aSenderThatHangsUpHalfwayIsNotLogged() {
        try (WebhookHttpTestLog log = new WebhookHttpTestLog()) {
            WebhookHttpTestWire wire = new WebhookHttpTestWire(port());
            wire.send(("POST " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 9\r\n\r\n{")
                    .getBytes(UTF_8));
            wire.close();
            eventually().until(() -> webhooks() == counted + 1);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void requestsInARowOnOneConnectionAreAnsweredInTheirOrder() {
        Delivery good = signed("test-created", UNKNOWN);
        byte[] requests = concat(
                bytes("POST " + PATH, good),
                bytes("POST " + PATH, good.without("Authorization")),
                bytes("GET " + PATH, good),
                bytes("POST " + PATH, good.with("X-MS-Signature-Algorithm", "none")),
                bytes("POST " + PATH, good));
        try (WebhookHttpTestWire wire = new WebhookHttpTestWire(port())) {
            wire.send(requests);
            assertThat(Stream.generate(wire::receive).limit(5).map(Reply::status))
                    .containsExactly(200, 400, 405, 401, 200);
        }
    }

    private Reply exchange(byte[] request) {
        return WebhookHttpTestWire.exchange(port(), request);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Stream.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Order(LAST)
    @Test
    void closesABodyThatNeverEnds() {
        Reply answer = unfinished.receive();
        assertThat(answer.status()).isEqualTo(408);
        assertShortJson(answer);
        assertThat(unfinished.isClosed()).isTrue();
        unfinished.close();
    }

    private void assertCountedOnce() {
        double now = webhooks();
        assertThat(now).isEqualTo(counted + 1);
        counted = now;
    }
}
