package org.referralconnectors.partnercenter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every delivery, not only for those that somebody thought of. */
class CallbackPropertyTest {

    private static final SigningPki PKI = SigningPki.microsoft();
    private static final byte[] LEAF = PKI.leaf().by(PKI.issuer).der();
    private static final Clock CLOCK = Clock.fixed(SigningPki.NOW, ZoneOffset.UTC);
    private static final CallbackPolicy POLICY = Partner.policy("localhost", PKI.trust());
    private static final Partner PARTNER =
            new Partner(PKI.signing, "https://localhost/cert/" + SigningPki.NAME + ".cer");

    private static final Delivery GENUINE = PARTNER.signed();

    private final Callback callback = new Callback(POLICY, url -> new CertificateSource.Answer(200, LEAF), CLOCK);

    @Property
    void oneFlippedBitOfTheBodyIsRefused(@ForAll @IntRange(min = 0) int bit) {
        Delivery genuine = GENUINE;

        assertThat(Partner.status(callback, genuine.with(flipped(genuine.body(), bit))))
                .isEqualTo(401);
    }

    @Property
    void oneFlippedBitOfTheSignatureIsRefused(@ForAll @IntRange(min = 0) int bit) {
        byte[] signature =
                Base64.getDecoder().decode(GENUINE.header("Authorization").substring(10));
        String flipped = Base64.getEncoder().encodeToString(flipped(signature, bit));

        assertThat(Partner.status(callback, GENUINE.with("Authorization", "Signature " + flipped)))
                .isEqualTo(401);
    }

    @Property
    void oneFlippedBitOfTheHeaderThatHoldsTheSignatureIsRefused(@ForAll @IntRange(min = 0) int bit) {
        byte[] text = GENUINE.header("Authorization").substring(10).getBytes(US_ASCII);
        String flipped = new String(flipped(text, bit), ISO_8859_1);
        assertThat(Partner.status(
                        callback, GENUINE.with("X-MS-Signature", flipped).without("Authorization")))
                .isEqualTo(401);
    }

    @Property(tries = 300)
    void oneFlippedBitOfTheCertificateIsRefused(@ForAll @IntRange(min = 0) int bit) {
        byte[] served = flipped(LEAF, bit);
        Callback other = new Callback(POLICY, url -> new CertificateSource.Answer(200, served), CLOCK);

        assertThat(Partner.status(other, GENUINE)).isEqualTo(401);
    }

    @Property
    void bytesAtRandomAreNoEvent(@ForAll @Size(max = 300) byte[] bytes) {
        assertThatThrownBy(() -> CallbackEvent.read(bytes))
                .isInstanceOfSatisfying(CallbackRefused.class, refused -> assertThat(refused.status())
                        .isEqualTo(400));
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        int at = bit % (bytes.length * 8);
        flipped[at / 8] ^= (byte) (1 << at % 8);
        return flipped;
    }
}
