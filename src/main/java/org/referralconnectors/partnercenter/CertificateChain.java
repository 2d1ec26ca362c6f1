package org.referralconnectors.partnercenter;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** A path from a signing certificate up to and including a trusted root, all of it valid at one moment (RFC 5280). */
record CertificateChain(List<X509Certificate> certificates) {

    /**
     * @param served the signing certificate and the intermediates that came with it
     * @throws CertificateException with a reason for the operator
     */
    static CertificateChain find(List<X509Certificate> served, CertificateTrust trust, Instant now)
            throws CertificateException {
        PKIXCertPathBuilderResult path = path(served, trust, now);
        X509Certificate root = path.getTrustAnchor().getTrustedCert();
        root.checkValidity(Date.from(now));
        List<X509Certificate> certificates = new ArrayList<>(path.getCertPath().getCertificates().stream()
                .map(X509Certificate.class::cast)
                .toList());
        if (!certificates.stream().allMatch(SignatureAlgorithm::isStrong)) {
            throw new CertificateException("its chain holds a signature that is not made with SHA-256 or better");
        }
        certificates.add(root);
        return new CertificateChain(certificates);
    }

    /** When the first of them ends. */
    Instant end() {
        return certificates.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static PKIXCertPathBuilderResult path(List<X509Certificate> served, CertificateTrust trust, Instant now)
            throws CertificateException {
        try {
            return (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters(served, trust, now));
        } catch (GeneralSecurityException noPath) {
            throw new CertificateException(
                    "it has no valid chain to a trusted root (a missing root or intermediate belongs in"
                            + " partner-center.webhook.trusted-roots): " + noPath.getMessage(),
                    noPath);
        }
    }

    private static PKIXBuilderParameters parameters(List<X509Certificate> served, CertificateTrust trust, Instant now)
            throws GeneralSecurityException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(served.get(0));
        List<X509Certificate> known = new ArrayList<>(served);
        known.addAll(trust.intermediates());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(trust.roots(), target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
        parameters.setDate(Date.from(now));
        // Revocation would mean calls to whatever addresses a certificate names, caused by anybody's request. The
        // pinned names and the short time that a certificate is kept bound what a stolen key is worth.
        parameters.setRevocationEnabled(false);
        return parameters;
    }
}
