package org.referralconnectors.partnercenter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A delivery is taken or refused, whatever its bytes: nothing else is thrown, and nothing unsigned is taken. */
class CallbackFuzzTest {

    private static final String URL = "https://localhost/cert/" + SigningPki.NAME + ".cer";
    private static final SigningPki PKI = SigningPki.microsoft();
    private static final byte[] LEAF = PKI.leaf().by(PKI.issuer).der();
    private static final Partner PARTNER = new Partner(PKI.signing, URL);

    private final Callback callback = new Callback(
            Partner.policy("localhost", PKI.trust()),
            url -> new CertificateSource.Answer(200, LEAF),
            Clock.fixed(SigningPki.NOW, ZoneOffset.UTC));

    /**
     * @param request header lines, an empty line and the body; {@code {signature}} stands for the genuine one, which no
     *     fuzzer could guess
     */
    @FuzzTest
    void takesOnlyWhatIsSigned(byte[] request) {
        String text = new String(request, ISO_8859_1);
        int end = text.indexOf("\n\n");
        byte[] body = text.substring(end < 0 ? text.length() : end + 2).getBytes(ISO_8859_1);
        Delivery delivery = new Delivery(List.of(), body);
        for (String line : text.substring(0, Math.max(0, end)).split("\n")) {
            String[] header = line.split(":", 2);
            String value = header.length == 1 ? "" : header[1];
            delivery = delivery.and(
                    header[0],
                    value.contains("{signature}")
                            ? value.replace("{signature}", PARTNER.signature("SHA256withRSA", body))
                            : value);
        }

        if (Partner.status(callback, delivery) == 200) {
            assertThat(text).contains("{signature}", URL).containsIgnoringCase("rsa-sha256");
        }
    }

    @FuzzTest
    void anEventNamesAReferralByTheGuidAtTheEndOfItsResourceOrNot(byte[] body) {
        Optional<String> id = referralId(body);

        id.ifPresent(guid -> assertThat(guid).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    }

    private static Optional<String> referralId(byte[] body) {
        try {
            return CallbackEvent.read(body).referralId();
        } catch (CallbackRefused refused) {
            assertThat(refused.status()).isEqualTo(400);
            return Optional.empty();
        }
    }
}
