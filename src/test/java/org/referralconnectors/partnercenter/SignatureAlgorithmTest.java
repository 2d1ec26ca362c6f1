package org.referralconnectors.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.partnercenter.SigningPki.Issued;

/** Good is what is named as good; all else is not, whether anybody has heard of it or not. */
class SignatureAlgorithmTest {

    private static final Set<String> GOOD = Set.of("SHA256", "SHA384", "SHA512");
    private static final SigningPki PKI = SigningPki.microsoft();
    private static final KeyPair CURVE = SigningPki.keys("EC", 256);
    private static final Issued ELLIPTIC = SigningPki.order("CN=Elliptic", CURVE)
            .ofAuthority()
            .signedWith("SHA256withECDSA")
            .bySelf();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MD2",
                "MD5",
                "RIPEMD160",
                "SHA1",
                "SHA224",
                "SHA256",
                "SHA384",
                "SHA512",
                "SHA512(256)",
                "SHA3-256"
            })
    void withAnRsaKey(String digest) {
        assertThat(isStrong(digest + "withRSA")).isEqualTo(GOOD.contains(digest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA3-256", "SHAKE256"})
    void withAnRsaKeyAndPss(String digest) {
        String algorithm = digest.equals("SHAKE256") ? "SHAKE256WITHRSAPSS" : digest + "withRSAandMGF1";
        assertThat(isStrong(algorithm)).isEqualTo(GOOD.contains(digest));
    }

    @ParameterizedTest
    @CsvSource({"SHA1, false", "SHA224, false", "SHA256, true", "SHA384, true", "SHA512, true", "SHA3-256, false"})
    void withAnEllipticKey(String digest, boolean strong) {
        Issued leaf = PKI.leaf().signedWith(digest + "withECDSA").by(ELLIPTIC);
        assertThat(SignatureAlgorithm.isStrong(leaf.certificate())).isEqualTo(strong);
    }

    private static boolean isStrong(String algorithm) {
        return SignatureAlgorithm.isStrong(
                PKI.leaf().signedWith(algorithm).by(PKI.issuer).certificate());
    }
}
