package org.referralconnectors.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.TrustAnchor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTrustTest {

    private static final SigningPki PKI = SigningPki.microsoft();
    private static final CertificateTrust NONE = new CertificateTrust(Set.of(), List.of());

    @TempDir
    private Path folder;

    @Test
    void javaTrustsManyRootsAndNoIntermediate() {
        assertThat(CertificateTrust.ofJava().roots()).hasSizeGreaterThan(20);
        assertThat(CertificateTrust.ofJava().intermediates()).isEmpty();
    }

    @Test
    void takesSelfSignedCertificatesAsRootsAndOthersAsIntermediates() throws IOException {
        CertificateTrust trust = NONE.with(file("# our own\n" + SigningPki.pem(PKI.issuer, PKI.root)));

        assertThat(trust.roots()).extracting(TrustAnchor::getTrustedCert).containsExactly(PKI.root.certificate());
        assertThat(trust.intermediates()).containsExactly(PKI.issuer.certificate());
    }

    @Test
    void aCertificateThatBearsTheRootsNameAndWasSignedByTheRootIsNoRoot() throws IOException {
        String name = PKI.root.certificate().getSubjectX500Principal().getName();
        SigningPki.Issued renewed =
                SigningPki.order(name, PKI.signing).ofAuthority().by(PKI.root);
        CertificateTrust trust = NONE.with(file(SigningPki.pem(renewed)));

        assertThat(trust.roots()).isEmpty();
        assertThat(trust.intermediates()).containsExactly(renewed.certificate());
    }

    @Test
    void addsToWhatIsTrustedAlready() throws IOException {
        CertificateTrust java = CertificateTrust.ofJava();

        assertThat(java.with(file(SigningPki.pem(PKI.root))).roots())
                .containsAll(java.roots())
                .hasSize(java.roots().size() + 1);
    }

    @Test
    void aFileOfRootAndIntermediateIsAllThatALeafNeeds() throws IOException, CertificateException {
        CertificateTrust trust = NONE.with(file(SigningPki.pem(PKI.root, PKI.issuer)));
        byte[] leaf = PKI.leaf().by(PKI.issuer).der();

        assertThat(new CertificateCheck(Partner.policy("a", trust))
                        .check(leaf, SigningPki.NOW)
                        .key())
                .isEqualTo(PKI.signing.getPublic());
    }

    @Test
    void anIntermediateIsNoRoot() throws IOException {
        CertificateTrust trust = NONE.with(file(SigningPki.pem(PKI.issuer)));
        CertificateCheck check = new CertificateCheck(Partner.policy("a", trust));

        assertThatThrownBy(() -> check.check(PKI.leaf().by(PKI.issuer).der(), SigningPki.NOW))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void aFileThatIsNotThereIsReportedByItsSetting() {
        problem(folder.resolve("missing.pem"), "can't be read");
    }

    @Test
    void aFolderIsReportedByItsSetting() {
        problem(folder, "can't be read");
    }

    @Test
    void aFileThatHoldsNoCertificateIsReportedByItsSetting() throws IOException {
        problem(file(""), "holds no certificate");
    }

    @Test
    void aFileOfSomethingElseIsReportedByItsSetting() throws IOException {
        problem(
                file("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
                "is not a PEM file of certificates");
        problem(file("trust me"), "is not a PEM file of certificates");
        problem(file(SigningPki.pem(PKI.root).substring(0, 200)), "is not a PEM file of certificates");
    }

    @Test
    void aCertificateThatIsNoAuthorityIsReportedByName() throws IOException {
        problem(file(SigningPki.pem(PKI.root, PKI.leaf().by(PKI.issuer))), SigningPki.NAME);
    }

    private void problem(Path file, String what) {
        assertThatThrownBy(() -> NONE.with(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("partner-center.webhook.trusted-roots: " + file)
                .hasMessageContaining(what);
    }

    private Path file(String pem) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "roots", ".pem"), pem);
    }
}
