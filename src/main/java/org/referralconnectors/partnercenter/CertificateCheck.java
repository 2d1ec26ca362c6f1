package org.referralconnectors.partnercenter;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/** Turns what a certificate host served into a certificate to believe, or says why not. */
final class CertificateCheck {

    /** A withdrawn certificate is believed no longer than this; a replaced one is noticed by its first signature. */
    private static final Duration KEPT = Duration.ofHours(24);

    /** The signing certificate with its intermediates; more would only make the search for a chain long. */
    private static final int MOST_CERTIFICATES = 6;

    private static final int FEWEST_KEY_BITS = 2048;

    private final CallbackPolicy policy;

    CertificateCheck(CallbackPolicy policy) {
        this.policy = policy;
    }

    /**
     * Key usage is not asked for: it isn't documented what the real certificate states, and its name is pinned.
     *
     * @param served DER or PEM: the signing certificate, perhaps followed by intermediates
     * @throws CertificateException with a reason for the operator
     */
    CallbackCertificate check(byte[] served, Instant now) throws CertificateException {
        List<X509Certificate> certificates = certificates(served);
        X509Certificate leaf = certificates.get(0);
        require(leaf.getBasicConstraints() < 0, "it is the certificate of an authority");
        leaf.checkValidity(Date.from(now));
        requireIssuer(leaf);
        requireSubject(leaf);
        RSAPublicKey key = key(leaf);
        Instant end = CertificateChain.find(certificates, policy.trust(), now).end();
        Instant kept = now.plus(KEPT);
        return new CallbackCertificate(key, end.isBefore(kept) ? end : kept);
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

    private void requireIssuer(X509Certificate leaf) throws CertificateException {
        require(
                CertificateName.organizations(leaf.getIssuerX500Principal())
                        .equals(List.of(policy.issuerOrganization())),
                "its issuer's organization is not partner-center.webhook.issuer-organization");
    }

    private void requireSubject(X509Certificate leaf) throws CertificateException {
        require(
                CertificateName.dnsNames(leaf).anyMatch(name -> policy.certificateNames().stream()
                        .anyMatch(allowed -> isSame(allowed, name))),
                "it carries none of partner-center.webhook.certificate-names");
    }

    /** Lower case, not {@code equalsIgnoreCase}: that one takes U+017F (long s) for an s. */
    private static boolean isSame(String allowed, String name) {
        return allowed.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
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

    private static void require(boolean held, String otherwise) throws CertificateException {
        if (!held) {
            throw new CertificateException(otherwise);
        }
    }
}
