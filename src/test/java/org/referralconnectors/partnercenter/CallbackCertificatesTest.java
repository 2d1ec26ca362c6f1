package org.referralconnectors.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.partnercenter.CertificateSource.Answer;
import org.referralconnectors.simulated.AdjustableClock;

/** How often a certificate is fetched, by a clock that the test turns and a source that counts. */
class CallbackCertificatesTest {

    private static final SigningPki PKI = SigningPki.microsoft();
    private static final Partner PARTNER =
            new Partner(PKI.signing, "https://localhost/cert/" + SigningPki.NAME + ".cer");
    private static final Partner RENEWED = new Partner(SigningPki.rsa(2048), PARTNER.certificateUrl());
    private static final Delivery FORGED = PARTNER.signed().with("not what was signed".getBytes());

    private final AdjustableClock clock = new AdjustableClock(SigningPki.NOW);
    private final List<URI> fetched = new CopyOnWriteArrayList<>();
    private volatile CertificateSource answers = url -> certificate(PKI.leaf());
    private final Callback callback = new Callback(
            Partner.policy("localhost", PKI.trust()),
            url -> {
                fetched.add(url);
                return answers.fetch(url);
            },
            clock);

    @Test
    void fetchesOnceForManyDeliveries() {
        Delivery signed = PARTNER.signed();
        for (int i = 0; i < 100; i++) {
            assertThat(status(signed)).isEqualTo(200);
        }
        assertThat(fetched).containsExactly(URI.create(PARTNER.certificateUrl()));
    }

    @Test
    void fetchesAgainAfterADay() {
        status(PARTNER.signed());
        clock.advance(Duration.ofHours(24));

        assertThat(status(PARTNER.signed())).isEqualTo(200);
        assertThat(fetched).hasSize(2);
    }

    @Test
    void aForgedSignatureFetchesAgainAtMostOnceInFiveMinutes() {
        status(PARTNER.signed());
        for (int minute = 0; minute < 20; minute++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(status(FORGED)).isEqualTo(401);
            assertThat(status(FORGED)).isEqualTo(401);
        }
        assertThat(fetched).hasSize(5);
    }

    @Test
    void aRenewedCertificateIsTakenUpByItsFirstSignatureButNotWithinFiveMinutes() {
        status(PARTNER.signed());
        answers = url -> certificate(PKI.leaf().keys(RENEWED.keys()));

        clock.advance(Duration.ofSeconds(299));
        assertThat(status(RENEWED.signed())).isEqualTo(401);
        clock.advance(Duration.ofSeconds(1));
        assertThat(status(RENEWED.signed())).isEqualTo(200);
        assertThat(status(PARTNER.signed())).isEqualTo(401);
        assertThat(fetched).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "500, 503",
        "502, 503",
        "503, 503",
        "599, 503",
        "204, 401",
        "206, 401",
        "301, 401",
        "302, 401",
        "304, 401",
        "307, 401",
        "400, 401",
        "401, 401",
        "403, 401",
        "404, 401",
        "410, 401",
        "429, 401"
    })
    void remembersAnAnswerThatIsNoCertificateForFiveMinutes(int answered, int expected) {
        answers = url -> new Answer(answered, certificate(PKI.leaf()).body());

        assertThat(status(PARTNER.signed())).isEqualTo(expected);
        answers = url -> certificate(PKI.leaf());
        clock.advance(Duration.ofSeconds(299));
        assertThat(status(PARTNER.signed())).isEqualTo(expected);
        assertThat(fetched).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        assertThat(status(PARTNER.signed())).isEqualTo(200);
        assertThat(fetched).hasSize(2);
    }

    @Test
    void remembersAHostThatIsDown() {
        answers = CallbackCertificatesTest::down;

        assertThat(status(PARTNER.signed())).isEqualTo(503);
        assertThat(status(PARTNER.signed())).isEqualTo(503);
        assertThat(fetched).hasSize(1);
    }

    @Test
    void remembersACertificateThatIsRefused() {
        answers = url -> certificate(PKI.leaf().subject("CN=evil.example"));

        assertThat(status(PARTNER.signed())).isEqualTo(401);
        assertThat(status(PARTNER.signed())).isEqualTo(401);
        assertThat(fetched).hasSize(1);
    }

    @Test
    void aHostThatIsDownDoesNotCostTheCertificateThatIsHeld() {
        status(PARTNER.signed());
        answers = CallbackCertificatesTest::down;
        clock.advance(Duration.ofMinutes(5));

        assertThat(status(FORGED)).isEqualTo(503);
        assertThat(status(PARTNER.signed())).isEqualTo(200);
        assertThat(status(FORGED)).isEqualTo(503);
        assertThat(fetched).hasSize(2);
    }

    @Test
    void aCertificateThatEndsWhileItIsHeldIsRefusedAtOnce() {
        answers = url -> certificate(PKI.leaf().until(SigningPki.NOW.plusSeconds(60)));

        assertThat(status(PARTNER.signed())).isEqualTo(200);
        clock.advance(Duration.ofSeconds(59));
        assertThat(status(PARTNER.signed())).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(status(PARTNER.signed())).isEqualTo(401);
        assertThat(fetched).hasSize(1);

        clock.advance(Duration.ofMinutes(4));
        assertThat(status(PARTNER.signed())).isEqualTo(401);
        assertThat(fetched).hasSize(2);
    }

    @Test
    void aClockThatIsSetBackKeepsNoFailureForLong() {
        answers = CallbackCertificatesTest::down;
        status(PARTNER.signed());
        answers = url -> certificate(PKI.leaf());
        clock.advance(Duration.ofHours(-1));

        assertThat(status(PARTNER.signed())).isEqualTo(200);
    }

    @Test
    void anUncheckedFailureOfTheParserIsARefusalLikeAnother() {
        answers = url -> {
            throw new IllegalStateException("broken encoding");
        };

        assertThat(status(PARTNER.signed())).isEqualTo(401);
    }

    @Test
    void thereIsOneSlotForEachAllowedUrlAndNoneForAnyOther() {
        CallbackPolicy policy = new CallbackPolicy(List.of("a", "b:8443"), List.of("x", "y", "z"), "O", PKI.trust());

        assertThat(policy.certificateUrls())
                .containsExactlyInAnyOrder(
                        "https://a/cert/x.cer",
                        "https://a/cert/y.cer",
                        "https://a/cert/z.cer",
                        "https://b:8443/cert/x.cer",
                        "https://b:8443/cert/y.cer",
                        "https://b:8443/cert/z.cer");
        Delivery signed = PARTNER.signed();
        for (int i = 0; i < 1000; i++) {
            assertThat(status(signed.with("X-MS-Certificate-Url", "https://localhost/cert/" + i + ".cer")))
                    .isEqualTo(401);
        }
        assertThat(fetched).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "l\u043ecalhost",
                "xn--lcalhost-9gj",
                "LOCALHOST",
                "localhost.",
                "localhost\uff0e",
                "\u24dbocalhost"
            })
    void aHostThatOnlyLooksAlikeIsNoneOfOurs(String host) {
        String url = PARTNER.certificateUrl().replace("localhost", host);

        assertThat(status(PARTNER.signed().with("X-MS-Certificate-Url", url))).isEqualTo(401);
        assertThat(fetched).isEmpty();
    }

    private int status(Delivery delivery) {
        return Partner.status(callback, delivery);
    }

    private static Answer certificate(SigningPki.Order order) {
        return new Answer(200, order.by(PKI.issuer).der());
    }

    private static Answer down(URI url) throws IOException {
        throw new ConnectException("refused");
    }
}
