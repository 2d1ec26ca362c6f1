package org.referralconnectors.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NotificationPkiTest {
    private static final NotificationPki PKI = new NotificationPki(Clock.systemUTC());

    @Test
    void theLeafIsWhatAVerifierExpects() throws GeneralSecurityException {
        X509Certificate leaf = PKI.leaf().certificate();

        validate(leaf, PKI.trustedPem());

        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=" + NotificationPki.NAME);
        assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(2, NotificationPki.NAME));
        assertThat(leaf.getIssuerX500Principal().getName()).contains("O=Microsoft Corporation");
        assertThat(((RSAPublicKey) leaf.getPublicKey()).getModulus().bitLength())
                .isEqualTo(2048);
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        validate(PKI.renewed().certificate(), PKI.trustedPem());
    }

    static Stream<Function<NotificationPki, Identity>> invalid() {
        return Stream.of(
                NotificationPki::expired,
                NotificationPki::notYetValid,
                NotificationPki::wrongOrganization,
                NotificationPki::missingIntermediate,
                NotificationPki::unknownRoot,
                NotificationPki::selfSigned);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void noVerifierBuildsAChainForTheseLeaves(Function<NotificationPki, Identity> bad) {
        assertThatThrownBy(() -> validate(bad.apply(PKI).certificate(), PKI.trustedPem()))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void theRootAloneIsNotEnough() {
        assertThatThrownBy(() -> validate(PKI.leaf().certificate(), PKI.rootPem()))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void theOtherLeavesAreBadThoughTheirChainIsGood() throws GeneralSecurityException {
        validate(PKI.wrongOrganization().certificate(), PKI.trustedPem() + PKI.wrongOrganizationPem());
        assertThat(PKI.wrongOrganization()
                        .certificate()
                        .getIssuerX500Principal()
                        .getName())
                .contains("Microsoft Corporation")
                .contains("O=Contoso");
        validate(PKI.wrongName().certificate(), PKI.trustedPem());
        assertThat(PKI.wrongName().certificate().getSubjectX500Principal().getName())
                .doesNotContain(NotificationPki.NAME);
        validate(PKI.ellipticKey().certificate(), PKI.trustedPem());
        assertThat(PKI.ellipticKey().certificate().getPublicKey().getAlgorithm())
                .isEqualTo("EC");
        assertThat(((RSAPublicKey) PKI.shortKey().certificate().getPublicKey())
                        .getModulus()
                        .bitLength())
                .isEqualTo(1024);
        assertThat(PKI.authorityAsLeaf().certificate().getBasicConstraints()).isNotEqualTo(-1);
    }

    /** Without fetching of issuers; every certificate of the PEM text is trusted. */
    private static void validate(X509Certificate leaf, String trustedPem) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        byte[] pem = trustedPem.getBytes(StandardCharsets.US_ASCII);
        Set<TrustAnchor> anchors = factory.generateCertificates(new ByteArrayInputStream(pem)).stream()
                .map(certificate -> new TrustAnchor((X509Certificate) certificate, null))
                .collect(Collectors.toSet());
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        CertPath path = factory.generateCertPath(List.of(leaf));
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }
}
