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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
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
                        "another common name beside the name among the alternative names",
                        PKI.leaf()
                                .subject("CN=evil.example")
                                .dns(NAME)
                                .by(PKI.issuer)
                                .der()),
                arguments(
                        "signed with RSASSA-PSS and SHA-256",
                        PKI.leaf()
                                .signedWith("SHA256withRSAandMGF1")
                                .by(PKI.issuer)
                                .der()),
                arguments(
                        "a key that is said to be for something else",
                        PKI.leaf()
                                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement))
                                .with(
                                        Extension.extendedKeyUsage,
                                        true,
                                        new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
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
        return Stream.of(
                        forms().map(wrong -> arguments(wrong.what, wrong.served, "data")),
                        organizations().map(wrong -> arguments(wrong.what, wrong.served, "issuer-organization")),
                        names().map(wrong -> arguments(wrong.what, wrong.served, "certificate-names")),
                        keys().map(wrong -> arguments(wrong.what, wrong.served, "key is not RSA of 2048 bits")),
                        chains().map(wrong -> arguments(wrong.what, wrong.served, "trusted-roots")),
                        others())
                .flatMap(each -> each);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(String what, byte[] served, String reason) {
        assertThatThrownBy(() -> check(served))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining(reason);
    }

    private static Stream<Wrong> forms() {
        return Stream.of(
                new Wrong("a page", "<html>not found</html>".getBytes(US_ASCII)),
                new Wrong("half a certificate", Arrays.copyOf(LEAF.der(), 300)),
                new Wrong("zeros", new byte[1000]),
                new Wrong("half a PEM file", Arrays.copyOf(pem(LEAF), 300)));
    }

    private static Stream<Wrong> organizations() {
        return Stream.of(
                new Wrong("another organization", underNamed("CN=Issuer,O=Contoso")),
                new Wrong("the organization inside of a name", underNamed("CN=O\\=Microsoft Corporation,O=Contoso")),
                new Wrong("the organization with more after it", underNamed("O=Microsoft Corporation Ltd")),
                new Wrong("the organization in another case", underNamed("O=microsoft corporation")),
                new Wrong("the organization as a unit", underNamed("OU=Microsoft Corporation,O=Contoso")),
                new Wrong("two organizations", underNamed("O=Microsoft Corporation,O=Contoso")),
                new Wrong("no organization", underNamed("CN=Microsoft Corporation")));
    }

    private static Stream<Wrong> names() {
        SigningPki.Order leaf = PKI.leaf();
        return Stream.of(
                new Wrong("another name", issued(leaf.subject("CN=evil.example"))),
                new Wrong("a name that begins alike", issued(leaf.subject("CN=" + NAME + ".evil.example"))),
                new Wrong("a name that ends alike", issued(leaf.subject("CN=evil-" + NAME))),
                new Wrong("a look-alike name", issued(leaf.subject("CN=" + NAME.replace('s', '\u017f')))),
                new Wrong("a Cyrillic look-alike", issued(leaf.subject("CN=" + NAME.replace('o', '\u043e')))),
                new Wrong("a look-alike in punycode", issued(leaf.subject("CN=xn--" + NAME.replace(".", "-4nf.")))),
                new Wrong(
                        "the name with a dot at its end",
                        issued(leaf.subject("CN=x").dns(NAME + "."))),
                new Wrong("the name with a blank", issued(leaf.subject("CN=x").dns(NAME + " "))),
                new Wrong("the name up to a NUL", issued(leaf.subject("CN=" + NAME + "\\00.evil.example"))),
                new Wrong("the name as common name beside another alternative name", issued(leaf.dns("evil.example"))),
                new Wrong("a wildcard", issued(leaf.subject("CN=x").dns("*.microsoft.com"))),
                new Wrong("the name inside of another attribute", issued(leaf.subject("OU=CN\\=" + NAME + ",CN=x"))),
                new Wrong(
                        "the name as an e-mail address",
                        issued(leaf.subject("CN=x")
                                .with(
                                        Extension.subjectAlternativeName,
                                        false,
                                        new GeneralNames(new GeneralName(GeneralName.rfc822Name, NAME))))),
                new Wrong("no name", issued(leaf.subject("O=Microsoft Corporation"))));
    }

    private static Stream<Wrong> keys() {
        return Stream.of(
                new Wrong("RSA of 1024 bits", issued(PKI.leaf().keys(SigningPki.rsa(1024)))),
                new Wrong("an elliptic curve", issued(PKI.leaf().keys(SigningPki.keys("EC", 256)))),
                new Wrong("a key bound to PSS", issued(PKI.leaf().keys(SigningPki.keys("RSASSA-PSS", 2048)))));
    }

    private static Stream<Wrong> chains() {
        SigningPki impostor = new SigningPki("Microsoft Corporation");
        Issued notAnAuthority =
                SigningPki.order("CN=Below,O=Microsoft Corporation", OTHER).by(PKI.issuer);
        Issued expired = SigningPki.order("CN=Old,O=Microsoft Corporation", OTHER)
                .ofAuthority()
                .until(SigningPki.NOW.minusSeconds(1))
                .by(PKI.root);
        Issued noIssuer = authority("CN=Usage")
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .by(PKI.root);
        Issued elsewhere = authority("CN=Elsewhere")
                .with(Extension.nameConstraints, true, new NameConstraints(directory("O=Contoso"), null))
                .by(PKI.root);
        return Stream.of(
                new Wrong(
                        "an impostor's chain with the same names",
                        pem(impostor.leaf().by(impostor.issuer), impostor.issuer, impostor.root)),
                new Wrong("signed by itself", PKI.leaf().bySelf().der()),
                new Wrong("issued by a leaf", pem(PKI.leaf().by(notAnAuthority), notAnAuthority)),
                new Wrong("an expired intermediate", pem(PKI.leaf().by(expired), expired)),
                new Wrong("an authority below one that may have none below it", belowTheLast()),
                new Wrong("issued by a key that may not issue", pem(PKI.leaf().by(noIssuer), noIssuer)),
                new Wrong("a name that its issuer may not give", pem(PKI.leaf().by(elsewhere), elsewhere)),
                new Wrong(
                        "with an extension that must be understood and isn't",
                        issued(PKI.leaf()
                                .with(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), true, DERNull.INSTANCE))),
                new Wrong("signed with MD5", issued(PKI.leaf().signedWith("MD5withRSA"))));
    }

    private static byte[] belowTheLast() {
        Issued last = SigningPki.order("CN=Last,O=Microsoft Corporation", OTHER)
                .with(Extension.basicConstraints, true, new BasicConstraints(0))
                .by(PKI.root);
        Issued below = authority("CN=Below").by(last);
        return pem(PKI.leaf().by(below), below, last);
    }

    private static SigningPki.Order authority(String name) {
        return SigningPki.order(name + ",O=Microsoft Corporation", OTHER).ofAuthority();
    }

    private static GeneralSubtree[] directory(String name) {
        return new GeneralSubtree[] {new GeneralSubtree(new GeneralName(new X500Name(name)))};
    }

    private static Stream<Arguments> others() {
        SigningPki.Order leaf = PKI.leaf();
        return Stream.of(
                arguments("nothing", new byte[0], "not a certificate"),
                arguments("too many", pem(LEAF, LEAF, LEAF, LEAF, LEAF, LEAF, LEAF), "too many"),
                arguments("the issuer first", pem(PKI.issuer, LEAF), "of an authority"),
                arguments("an authority", issued(leaf.ofAuthority()), "of an authority"),
                arguments("expired", issued(leaf.until(SigningPki.NOW.minusSeconds(1))), "NotAfter"),
                arguments("not yet valid", issued(leaf.from(SigningPki.NOW.plusSeconds(1))), "NotBefore"),
                arguments("signed with SHA-1", issued(leaf.signedWith("SHA1withRSA")), "SHA-256"),
                arguments("PSS with SHA-1", issued(leaf.signedWith("SHA1withRSAandMGF1")), "SHA-256"));
    }

    @Test
    void refusesAChainWhoseRootHasExpired() {
        Issued root = SigningPki.order("CN=Old,O=Microsoft Corporation", OTHER)
                .ofAuthority()
                .until(SigningPki.NOW.minusSeconds(1))
                .bySelf();
        CertificateTrust trust = new CertificateTrust(Set.of(new TrustAnchor(root.certificate(), null)), List.of());

        assertThatThrownBy(() -> check(PKI.leaf().by(root).der(), trust)).hasMessageContaining("NotAfter");
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

    private static byte[] issued(SigningPki.Order order) {
        return order.by(PKI.issuer).der();
    }

    private record Wrong(String what, byte[] served) {}

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
