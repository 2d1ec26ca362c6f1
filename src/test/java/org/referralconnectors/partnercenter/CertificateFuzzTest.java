package org.referralconnectors.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Whatever the certificate host serves, its bytes end in a certificate to believe or in a refusal. */
class CertificateFuzzTest {

    private static final String INPUTS = "CertificateFuzzTestInputs/refusesWhatIsNoCertificateOfOurs/";

    private final PublicKey ours = resource(INPUTS + "leaf.der").getPublicKey();
    private final CertificateTrust trust =
            new CertificateTrust(Set.of(new TrustAnchor(resource("fuzz-root.der"), null)), List.of());

    @FuzzTest
    void refusesWhatIsNoCertificateOfOurs(byte[] served) {
        CertificateSlot slot = new CertificateSlot(
                java.net.URI.create("https://localhost/cert/a.cer"),
                url -> new CertificateSource.Answer(200, served),
                new CertificateCheck(Partner.policy("localhost", trust)),
                Clock.fixed(SigningPki.NOW, ZoneOffset.UTC));

        try {
            assertThat(slot.current().key()).isEqualTo(ours);
        } catch (CallbackRefused refused) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    private static X509Certificate resource(String name) {
        try (InputStream file = CertificateFuzzTest.class.getResourceAsStream(name)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(file.readAllBytes()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
