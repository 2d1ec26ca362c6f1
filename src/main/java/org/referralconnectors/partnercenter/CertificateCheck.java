package org.referralconnectors.partnercenter;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Turns what a certificate host served into a certificate to believe, or says why not. */
final class CertificateCheck {

    /** A withdrawn certificate is believed no longer than this; a replaced one is noticed by its first signature. */
    private static final Duration KEPT = Duration.ofHours(24);

    /** The signing certificate with its intermediates; more would only make the search for a path long. */
    private static final int MOST_CERTIFICATES = 6;

    private static final int FEWEST_KEY_BITS = 2048;

    private final CallbackPolicy policy;

    CertificateCheck(CallbackPolicy policy) {
        this.policy = policy;
    }

    /**
     * @param served DER or PEM: the signing certificate, perhaps followed by intermediates
     * @throws CertificateException with a reason for the operator
     */
    CallbackCertificate check(byte[] served, Instant now) throws CertificateException {
        List<X509Certificate> certificates = certificates(served);
        X509Certificate leaf = certificates.get(0);
        require(leaf.getBasicConstraints() < 0, "it is the certificate of an authority");
        require(
                CertificateName.organizations(leaf.getIssuerX500Principal())
                        .equals(List.of(policy.issuerOrganization())),
                "its issuer's organization is not partner-center.webhook.issuer-organization");
        require(
                CertificateName.dnsNames(leaf).anyMatch(this::isAllowed),
                "it carries none of partner-center.webhook.certificate-names");
        RSAPublicKey key = key(leaf);
        Instant end = chain(leaf, certificates, now)
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
        return new CallbackCertificate(key, end.isBefore(now.plus(KEPT)) ? end : now.plus(KEPT));
    }

    private static List<X509Certificate> certificates(byte[] served) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(served))
                .forEach(certificate -> certificates.add((X509Certificate) certificate));
        require(!certificates.isEmpty(), "it is not a certificate");
        require(certificates.size() <= MOST_CERTIFICATES, "it is followed by too many others");
        return certificates;
    }

    private boolean isAllowed(String name) {
        return policy.certificateNames().stream()
                .anyMatch(allowed -> allowed.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
    }

    /** The algorithm is asked for too: a key that is bound to PSS is an RSAPublicKey as well. */
    private static RSAPublicKey key(X509Certificate leaf) throws CertificateException {
        if (leaf.getPublicKey() instanceof RSAPublicKey key
                && key.getAlgorithm().equals("RSA")
                && key.getModulus().bitLength() >= FEWEST_KEY_BITS) {
            return key;
        }
        throw new CertificateException("its key is not RSA of 2048 bits or more");
    }

    /** The path from the leaf up to and including its root, every certificate valid now. */
    private Stream<X509Certificate> chain(X509Certificate leaf, List<X509Certificate> served, Instant now)
            throws CertificateException {
        try {
            PKIXCertPathBuilderResult path = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters(leaf, served, now));
            X509Certificate root = path.getTrustAnchor().getTrustedCert();
            root.checkValidity(Date.from(now));
            return Stream.concat(
                    Stream.of(root),
                    path.getCertPath().getCertificates().stream().map(X509Certificate.class::cast));
        } catch (GeneralSecurityException noPath) {
            throw new CertificateException(
                    "it has no valid chain to a trusted root (a missing root or intermediate belongs in"
                            + " partner-center.webhook.trusted-roots): " + noPath.getMessage(),
                    noPath);
        }
    }

    private PKIXBuilderParameters parameters(X509Certificate leaf, List<X509Certificate> served, Instant now)
            throws GeneralSecurityException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(leaf);
        List<X509Certificate> known = new ArrayList<>(served);
        known.addAll(policy.trust().intermediates());
        PKIXBuilderParameters parameters =
                new PKIXBuilderParameters(policy.trust().roots(), target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
        parameters.setDate(Date.from(now));
        // Revocation would mean calls to whatever addresses a certificate names, from a public endpoint. The pinned
        // name and the short time that a certificate is kept bound what a stolen key is worth.
        parameters.setRevocationEnabled(false);
        return parameters;
    }

    private static void require(boolean held, String otherwise) throws CertificateException {
        if (!held) {
            throw new CertificateException(otherwise);
        }
    }
}
