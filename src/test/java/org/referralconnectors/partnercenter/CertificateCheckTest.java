package org.referralconnectors.partnercenter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.TrustAnchor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.referralconnectors.partnercenter.SigningPki.Issued;

class CertificateCheckTest {

    private static final SigningPki PKI = SigningPki.microsoft();
    private static final String NAME = SigningPki.NAME;
    private static final KeyPair OTHER = SigningPki.rsa(2048);
    private static final Issued LEAF = PKI.leaf().by(PKI.issuer);

    static Stream<Arguments> genuine() {
        return Stream.of(
                arguments("DER", LEAF.der()),
                arguments("PEM", pem(LEAF)),
                arguments("PEM after some words", ("subject=x\n" + SigningPki.pem(LEAF)).getBytes(US_ASCII)),
                arguments("PEM with its issuer", pem(LEAF, PKI.issuer)),
                arguments("DER with its issuer", joined(LEAF.der(), PKI.issuer.der())),
                arguments(
                        "the name only among the alternative names",
                        PKI.leaf().subject("CN=x").dns(NAME).by(PKI.issuer).der()),
                arguments(
                        "the name in another case",
                        PKI.leaf()
                                .subject("CN=" + NAME.toUpperCase())
                                .by(PKI.issuer)
                                .der()),
                arguments(
                        "a chain without intermediates", PKI.leaf().by(PKI.root).der()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("genuine")
    void believes(String what, byte[] served) throws CertificateException {
        assertThat(check(served).key()).isEqualTo(PKI.signing.getPublic());
    }

    static Stream<Arguments> refused() {
        SigningPki impostor = new SigningPki("Microsoft Corporation");
        SigningPki.Order leaf = PKI.leaf();
        Issued below = SigningPki.order("CN=Below", OTHER).by(PKI.issuer);
        Issued otherOrganization =
                SigningPki.order("CN=Issuer,O=Contoso", OTHER).ofAuthority().by(PKI.root);
        Issued expired = SigningPki.order("CN=Old,O=Microsoft Corporation", OTHER)
                .ofAuthority()
                .until(SigningPki.NOW.minusSeconds(1))
                .by(PKI.root);
        return Stream.of(
                arguments("nothing", new byte[0]),
                arguments("a page", "<html>not found</html>".getBytes(US_ASCII)),
                arguments("half a certificate", java.util.Arrays.copyOf(LEAF.der(), 300)),
                arguments("zeros", new byte[1000]),
                arguments(
                        "half a PEM file",
                        SigningPki.pem(LEAF).substring(0, 300).getBytes(US_ASCII)),
                arguments("too many certificates", pem(LEAF, LEAF, LEAF, LEAF, LEAF, LEAF, LEAF)),
                arguments("the issuer before the leaf", pem(PKI.issuer, LEAF)),
                arguments("an impostor's chain with the same names", impostorsChain(impostor)),
                arguments("signed by itself", leaf.bySelf().der()),
                arguments(
                        "another issuer's organization",
                        joined(leaf.by(otherOrganization).der(), otherOrganization.der())),
                arguments(
                        "the organization inside of a common name",
                        underNamed("CN=O\\=Microsoft Corporation,O=Contoso")),
                arguments("the organization with more after it", underNamed("O=Microsoft Corporation Ltd")),
                arguments("the organization in another case", underNamed("O=microsoft corporation")),
                arguments("the organization in another attribute", underNamed("OU=Microsoft Corporation,O=Contoso")),
                arguments("two organizations", underNamed("O=Microsoft Corporation,O=Contoso")),
                arguments("no organization", underNamed("CN=Microsoft Corporation")),
                arguments(
                        "the organization only in the subject",
                        joined(leaf.by(otherOrganization).der(), otherOrganization.der())),
                arguments(
                        "another name",
                        leaf.subject("CN=evil.example").by(PKI.issuer).der()),
                arguments(
                        "a name that begins alike",
                        leaf.subject("CN=" + NAME + ".evil.example")
                                .by(PKI.issuer)
                                .der()),
                arguments(
                        "a name that ends alike",
                        leaf.subject("CN=evil-" + NAME).by(PKI.issuer).der()),
                arguments(
                        "a wildcard",
                        leaf.subject("CN=x")
                                .dns("*.microsoft.com")
                                .by(PKI.issuer)
                                .der()),
                arguments(
                        "the name inside of another attribute",
                        leaf.subject("OU=CN\\=" + NAME + ",CN=x").by(PKI.issuer).der()),
                arguments(
                        "no name",
                        leaf.subject("O=Microsoft Corporation").by(PKI.issuer).der()),
                arguments(
                        "expired",
                        leaf.until(SigningPki.NOW.minusSeconds(1))
                                .by(PKI.issuer)
                                .der()),
                arguments(
                        "not yet valid",
                        leaf.from(SigningPki.NOW.plusSeconds(1)).by(PKI.issuer).der()),
                arguments("an expired intermediate", pem(leaf.by(expired), expired)),
                arguments("an authority", leaf.ofAuthority().by(PKI.issuer).der()),
                arguments("issued by a leaf", pem(leaf.by(below), below)),
                arguments(
                        "RSA of 1024 bits",
                        leaf.keys(SigningPki.rsa(1024)).by(PKI.issuer).der()),
                arguments(
                        "an elliptic curve",
                        leaf.keys(SigningPki.keys("EC", 256)).by(PKI.issuer).der()),
                arguments(
                        "a key bound to PSS",
                        leaf.keys(SigningPki.keys("RSASSA-PSS", 2048))
                                .by(PKI.issuer)
                                .der()),
                arguments(
                        "signed with SHA-1",
                        leaf.signedWith("SHA1withRSA").by(PKI.issuer).der()),
                arguments(
                        "signed with MD5",
                        leaf.signedWith("MD5withRSA").by(PKI.issuer).der()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(String what, byte[] served) {
        assertThatThrownBy(() -> check(served)).isInstanceOf(CertificateException.class);
    }

    @Test
    void refusesAChainWhoseRootHasExpired() {
        Issued root = SigningPki.order("CN=Old,O=Microsoft Corporation", OTHER)
                .ofAuthority()
                .until(SigningPki.NOW.minusSeconds(1))
                .bySelf();
        CertificateTrust trust = new CertificateTrust(Set.of(new TrustAnchor(root.certificate(), null)), List.of());

        assertThatThrownBy(() -> check(PKI.leaf().by(root).der(), trust)).hasMessageContaining("trusted-roots");
    }

    @Test
    void refusesALeafWhoseIssuerIsKnownToNobodyAndNamesTheSetting() {
        CertificateTrust rootOnly = new CertificateTrust(PKI.trust().roots(), List.of());

        assertThatThrownBy(() -> check(LEAF.der(), rootOnly))
                .hasMessageContaining("partner-center.webhook.trusted-roots");
    }

    @Test
    void refusesEverythingWhereNothingIsTrusted() {
        assertThatThrownBy(() -> check(LEAF.der(), new CertificateTrust(Set.of(), List.of())))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void keepsACertificateForADayOrUntilTheFirstOfItsChainEnds() throws CertificateException {
        Issued shortLived = SigningPki.order("CN=Short,O=Microsoft Corporation", OTHER)
                .ofAuthority()
                .until(SigningPki.NOW.plusSeconds(60))
                .by(PKI.root);

        assertThat(check(LEAF.der()).usableUntil()).isEqualTo(SigningPki.NOW.plus(Duration.ofHours(24)));
        assertThat(check(pem(PKI.leaf().by(shortLived), shortLived)).usableUntil())
                .isEqualTo(SigningPki.NOW.plusSeconds(60));
    }

    private static CallbackCertificate check(byte[] served) throws CertificateException {
        return check(served, PKI.trust());
    }

    private static CallbackCertificate check(byte[] served, CertificateTrust trust) throws CertificateException {
        return new CertificateCheck(Partner.policy("localhost", trust)).check(served, SigningPki.NOW);
    }

    /** A leaf whose trusted issuer has that name, so that nothing but the name can be the reason. */
    private static byte[] underNamed(String issuer) {
        Issued named = SigningPki.order(issuer, OTHER).ofAuthority().by(PKI.root);
        return joined(PKI.leaf().by(named).der(), named.der());
    }

    private static byte[] impostorsChain(SigningPki impostor) {
        return pem(impostor.leaf().by(impostor.issuer), impostor.issuer, impostor.root);
    }

    private static byte[] pem(Issued... certificates) {
        return SigningPki.pem(certificates).getBytes(US_ASCII);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
