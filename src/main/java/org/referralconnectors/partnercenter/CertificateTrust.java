package org.referralconnectors.partnercenter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Where a chain of certificates may end, and what may fill a gap in it: the certificate host serves the signing
 * certificate, probably without its issuer, and Java doesn't look for issuers by itself.
 */
public record CertificateTrust(Set<TrustAnchor> roots, List<X509Certificate> intermediates) {

    private static final String SETTING = "partner-center.webhook.trusted-roots: ";

    public CertificateTrust {
        roots = Set.copyOf(roots);
        intermediates = List.copyOf(intermediates);
    }

    /** The roots that this Java trusts. */
    public static CertificateTrust ofJava() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return new CertificateTrust(
                    anchors(Stream.of(factory.getTrustManagers())
                            .filter(X509TrustManager.class::isInstance)
                            .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))),
                    List.of());
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("The trust store of this Java can't be read", unreadable);
        }
    }

    /**
     * This and the certificates of a PEM file: the self-signed ones as roots, the others as intermediates.
     *
     * @throws IllegalArgumentException naming the setting, the file and what is wrong with it
     */
    public CertificateTrust with(Path pemFile) {
        List<X509Certificate> certificates = certificates(pemFile);
        Set<TrustAnchor> allRoots = new HashSet<>(roots);
        allRoots.addAll(anchors(certificates.stream().filter(CertificateTrust::isSelfSigned)));
        List<X509Certificate> allIntermediates = new ArrayList<>(intermediates);
        certificates.stream().filter(certificate -> !isSelfSigned(certificate)).forEach(allIntermediates::add);
        return new CertificateTrust(allRoots, allIntermediates);
    }

    private static List<X509Certificate> certificates(Path pemFile) {
        try {
            InputStream pem = new ByteArrayInputStream(Files.readAllBytes(pemFile));
            return authorities(pemFile, CertificateFactory.getInstance("X.509").generateCertificates(pem));
        } catch (IOException unreadable) {
            throw problem(pemFile, "can't be read", unreadable);
        } catch (CertificateException malformed) {
            throw problem(pemFile, "is not a PEM file of certificates", malformed);
        }
    }

    private static List<X509Certificate> authorities(Path pemFile, Collection<?> certificates) {
        List<X509Certificate> read =
                certificates.stream().map(X509Certificate.class::cast).toList();
        if (read.isEmpty()) {
            throw problem(pemFile, "holds no certificate", null);
        }
        for (X509Certificate certificate : read) {
            if (certificate.getBasicConstraints() < 0) {
                String subject = certificate.getSubjectX500Principal().getName();
                throw problem(pemFile, "holds '" + subject + "', which is not a certificate authority", null);
            }
        }
        return read;
    }

    private static Set<TrustAnchor> anchors(Stream<X509Certificate> roots) {
        return roots.map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException signedByAnother) {
            return false;
        }
    }

    private static IllegalArgumentException problem(Path pemFile, String what, Exception cause) {
        return new IllegalArgumentException(SETTING + pemFile + " " + what, cause);
    }
}
