package org.referralconnectors.partnercenter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTest {

    private static final SigningPki PKI = SigningPki.microsoft();
    private static final SSLContext TLS = PKI.tls();
    private static final SigningPki.Issued LEAF = PKI.leaf().by(PKI.issuer);
    private static final CertificateHost HOST = new CertificateHost(TLS, LEAF.der());
    private static final CertificateSource HTTPS = new HttpsCertificateSource(SigningPki.client(TLS));
    private static final Partner PARTNER = new Partner(PKI.signing, HOST.url());

    private final Callback callback = new Callback(
            Partner.policy(HOST.hostAndPort(), PKI.trust()), HTTPS, Clock.fixed(SigningPki.NOW, ZoneOffset.UTC));
    private final int before = HOST.requests();

    @BeforeEach
    void hostServesTheGenuineCertificate() {
        HOST.serves(LEAF.der());
    }

    @AfterAll
    static void close() {
        HOST.close();
    }

    static List<ForgedDelivery> forgedDeliveries() {
        return ForgedDelivery.all();
    }

    @ParameterizedTest
    @MethodSource("forgedDeliveries")
    void refusesTheForgedDelivery(ForgedDelivery forged) {
        assertThat(Partner.status(callback, forged.from(PARTNER::signed))).isEqualTo(forged.status());
        assertThat(HOST.requests() - before).isEqualTo(forged.mayFetch() ? 1 : 0);
    }

    @Test
    void theForgeriesDifferFromTheGenuineDeliveryAndFromEachOther() {
        assertThat(forgedDeliveries())
                .hasSizeGreaterThan(40)
                .extracting(ForgedDelivery::name)
                .doesNotHaveDuplicates();
        assertThat(forgedDeliveries()).allSatisfy(forged -> {
            Delivery delivery = forged.from(PARTNER::signed);
            assertThat(delivery.headers().equals(PARTNER.signed().headers())
                            && delivery.text().equals(ForgedDelivery.BODY))
                    .isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("forgedDeliveries")
    void theForgeryCanBeSentOverHttp(ForgedDelivery forged) {
        Delivery delivery = forged.from(PARTNER::signed);

        delivery.post(URI.create("http://localhost/")).headers().map().forEach((name, values) -> assertThat(values)
                .isEqualTo(delivery.values(name)));
    }

    @Test
    void takesAGenuineDelivery() throws CallbackRefused {
        assertThat(verify(PARTNER.signed()))
                .isEqualTo(new CallbackEvent("referral-updated", Optional.of(ForgedDelivery.REFERRAL_ID)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Signature %s", "signature %s", "SIGNATURE  %s", "%s"})
    void takesTheSignatureWithAndWithoutTheWordInEitherHeader(String form) {
        String value = form.formatted(PARTNER.signature("SHA256withRSA", ForgedDelivery.BODY.getBytes(UTF_8)));
        Delivery unsigned = PARTNER.signed().without("Authorization");

        assertThat(Partner.status(callback, unsigned.and("Authorization", value)))
                .isEqualTo(200);
        assertThat(Partner.status(callback, unsigned.and("x-ms-signature", value)))
                .isEqualTo(200);
    }

    @Test
    void aTokenOfTheGatewayBesideItsSignatureHeaderIsNoSecondSignature() {
        String signature = PARTNER.signed().header("Authorization");
        Delivery delivery = PARTNER.signed().with("Authorization", "Bearer abc").and("X-MS-Signature", signature);

        assertThat(Partner.status(callback, delivery)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "Application/JSON", " application/json ;charset=x"})
    void takesJsonHoweverItsTypeIsWritten(String type) {
        assertThat(Partner.status(callback, PARTNER.signed().with("Content-Type", type)))
                .isEqualTo(200);
    }

    @Test
    void takesTheAlgorithmInAnyCase() {
        assertThat(Partner.status(callback, PARTNER.signed().with("X-MS-Signature-Algorithm", "RSA-SHA256")))
                .isEqualTo(200);
    }

    @Test
    void takesABodyOfExactly64KiB() {
        String body = ForgedDelivery.BODY + " ".repeat(65_536 - ForgedDelivery.BODY.length());

        assertThat(Partner.status(callback, PARTNER.signed(body.getBytes(US_ASCII))))
                .isEqualTo(200);
    }

    @Test
    void takesTheSameDeliveryAgainWithoutFetchingAgain() throws CallbackRefused {
        assertThat(verify(PARTNER.signed())).isEqualTo(verify(PARTNER.signed()));
        assertThat(HOST.requests() - before).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r\u017fa-\u017fha256", "rsa-sha\u0662\u0665\u0666", "rsa-sha256\u0000"})
    void refusesAnAlgorithmThatOnlyLooksTheSame(String algorithm) {
        assertThat(Partner.status(callback, PARTNER.signed().with("X-MS-Signature-Algorithm", algorithm)))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"l\u043ecalhost", "\uff4cocalhost", "local\u00adhost", "localhost\u3002", "localhost\u0000"})
    void refusesAHostThatOnlyLooksTheSame(String host) {
        String url = HOST.url().replace("localhost", host);

        assertThat(Partner.status(callback, PARTNER.signed().with("X-MS-Certificate-Url", url)))
                .isEqualTo(401);
        assertThat(HOST.requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA1withRSA", "SHA512withRSA", "MD5withRSA", "NONEwithRSA"})
    void refusesAnotherHashOverTheRightBody(String algorithm) {
        byte[] body = ForgedDelivery.BODY.substring(0, 60).getBytes(US_ASCII);
        Delivery delivery = Delivery.of(body, PARTNER.signature(algorithm, body), HOST.url());

        assertThat(Partner.status(callback, delivery)).isEqualTo(401);
    }

    @Test
    void tellsTheCallerNothingAboutWhyItIsNotAuthentic() {
        Delivery genuine = PARTNER.signed();

        assertThat(List.of(
                        refused(genuine.with("X-MS-Signature-Algorithm", "rsa-sha1")),
                        refused(genuine.with("X-MS-Certificate-Url", "https://evil.example/a.cer")),
                        refused(genuine.with("another body".getBytes(US_ASCII)))))
                .extracting(Throwable::getMessage, CallbackRefused::outcome)
                .containsExactly(
                        tuple("The delivery is not authentic.", "algorithm"),
                        tuple("The delivery is not authentic.", "certificate-url"),
                        tuple("The delivery is not authentic.", "signature"));
    }

    @Test
    void readsHeadersFromAMapWhateverTheirCaseAndNumber() {
        CallbackHeaders headers = CallbackHeaders.of(Map.of("x-MS-a", "1", "B", List.of("2", "3")));

        assertThat(headers.values("X-ms-A")).containsExactly("1");
        assertThat(headers.values("b")).containsExactly("2", "3");
        assertThat(headers.values("c")).isEmpty();
    }

    private CallbackEvent verify(Delivery delivery) throws CallbackRefused {
        return callback.verify(delivery::values, delivery.body());
    }

    private CallbackRefused refused(Delivery delivery) {
        return catchThrowableOfType(CallbackRefused.class, () -> verify(delivery));
    }
}
