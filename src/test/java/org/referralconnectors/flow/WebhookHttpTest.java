package org.referralconnectors.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.flow.WebhookHttpTestWire.Answer;
import org.referralconnectors.partnercenter.Delivery;
import org.referralconnectors.partnercenter.ForgedDelivery;

/** What the webhook's port answers to whoever sends whatever, and what it leaves behind. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebhookHttpTest extends WebhookHttpTestSupport {

    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int LAST = 100;

    private WebhookHttpTestWire unfinished;

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
        world.traffic().entries().stream()
                .filter(e -> !e.service().equals("certificates"))
                .forEach(e -> System.err.println("XX " + e));
        Map<String, Long> rows = rows();
        double counted = webhooks();
        try (WebhookHttpTestLog log = new WebhookHttpTestLog()) {
            Answer answer = post(forged.from(this::signed));
            assertThat(answer.status()).isEqualTo(forged.status());
            assertShortJson(answer);
            assertThat(log.lines()).isEmpty();
        }
        assertThat(webhooks()).isEqualTo(counted + 1);
        assertThat(rows()).isEqualTo(rows);
        assertThat(world.traffic().count("certificates")).isLessThanOrEqualTo(fetches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "PROPFIND"})
    void takesNoOtherMethod(String method) {
        double counted = webhooks();
        Delivery delivery = signed("referral-created", ForgedDelivery.REFERRAL_ID);
        Answer answer = WebhookHttpTestWire.exchange(port(), bytes(method + " " + PATH, delivery));
        System.err.println("XX " + method + answer);
        assertThat(webhooks()).isEqualTo(counted + 1);
    }

    @Order(LAST)
    @Test
    void closesABodyThatNeverEnds() {
        Answer answer = unfinished.receive();
        assertThat(answer.status()).isEqualTo(408);
        assertShortJson(answer);
        assertThat(unfinished.isClosed()).isTrue();
        unfinished.close();
    }
}
