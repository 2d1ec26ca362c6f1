package org.referralconnectors.partnercenter;

import java.time.Clock;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether a delivery to the webhook comes from Partner Center, and what it says.
 *
 * <p>The checks run from cheap to dear and nothing is fetched before everything that needs no fetch has held.
 * Microsoft's published verifier downloads from any URL that the caller names and lets the caller choose the hash; both
 * are fixed here. A replayed delivery is accepted on purpose: it only asks for a look at a pair that is looked at
 * anyway.
 */
public final class Callback {

    /** Bytes; a real delivery has a few hundred. */
    public static final int LARGEST_BODY = 64 * 1024;

    private static final String ALGORITHM = "rsa-sha256";

    private final CallbackCertificates certificates;

    public Callback(CallbackPolicy policy, CertificateSource source, Clock clock) {
        this.certificates = new CallbackCertificates(policy, source, clock);
    }

    /**
     * Blocks for a fetch of the certificate at most; with a known certificate it neither blocks nor locks.
     *
     * @param body the bytes as received: the signature covers them and nothing else
     * @throws CallbackRefused with the HTTP status to answer
     */
    public CallbackEvent verify(CallbackHeaders headers, byte[] body) throws CallbackRefused {
        requireSize(body);
        requireJson(headers);
        CallbackSignature signature = CallbackSignature.of(headers);
        String algorithm = headers.single("X-MS-Signature-Algorithm");
        String url = headers.single("X-MS-Certificate-Url");
        requireAlgorithm(algorithm);
        requireSignature(signature, certificates.at(url), body);
        return CallbackEvent.read(body);
    }

    /** What deliveries would be checked with now: fetched anew, for whoever wants to know before the first comes. */
    public List<SigningCertificate> certificates() {
        return certificates.look();
    }

    private static void requireSize(byte[] body) throws CallbackRefused {
        if (body.length > LARGEST_BODY) {
            throw new CallbackRefused(Refusal.TOO_LARGE);
        }
    }

    private static void requireJson(CallbackHeaders headers) throws CallbackRefused {
        if (headers.values("Content-Type").isEmpty()) {
            throw new CallbackRefused(Refusal.NOT_JSON);
        }
        String mediaType = headers.single("Content-Type").split(";", 2)[0].strip();
        if (!mediaType.toLowerCase(Locale.ROOT).equals("application/json")) {
            throw new CallbackRefused(Refusal.NOT_JSON);
        }
    }

    /** Lower case, not {@code equalsIgnoreCase}: that one takes U+017F (long s) for an s. */
    private static void requireAlgorithm(String algorithm) throws CallbackRefused {
        if (!algorithm.toLowerCase(Locale.ROOT).equals(ALGORITHM)) {
            throw new CallbackRefused(Refusal.ALGORITHM);
        }
    }

    private static void requireSignature(CallbackSignature signature, CertificateSlot slot, byte[] body)
            throws CallbackRefused {
        byte[] bytes = signature.bytes();
        CallbackCertificate current = slot.current();
        if (current.signed(body, bytes)) {
            return;
        }
        CallbackCertificate newest = slot.newest();
        if (newest == current || !newest.signed(body, bytes)) {
            throw new CallbackRefused(Refusal.SIGNATURE);
        }
    }
}
