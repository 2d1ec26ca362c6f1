package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Makes deliveries as Partner Center does: a body in Pascal case, its bytes signed with RSA (PKCS#1 v1.5, SHA-256), and
 * the address of the certificate.
 */
public final class DeliverySigner {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSxxx").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final String certificateUrl;
    private final PrivateKey key;

    /** @param certificateUrl where a receiver fetches the certificate of {@code key} */
    public DeliverySigner(Clock clock, String certificateUrl, PrivateKey key) {
        this.clock = clock;
        this.certificateUrl = certificateUrl;
        this.key = key;
    }

    /** The address under which a referral stands in events, which isn't the one where it is read. */
    public static String resourceUri(String referralId) {
        return "https://api.partnercenter.microsoft.com/engagements/v1/referrals/" + referralId;
    }

    /** An event about a referral, signed. */
    public Delivery referral(String event, String referralId) {
        return sign(body(event, resourceUri(referralId), "referral"));
    }

    public byte[] body(String event, String resourceUri, String resource) {
        ObjectNode body = Jwt.JSON
                .createObjectNode()
                .put("EventName", event)
                .put("ResourceUri", resourceUri)
                .put("ResourceName", resource)
                .putNull("AuditUri")
                .put("ResourceChangeUtcDate", TIME.format(clock.instant()));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Any bytes, signed. */
    public Delivery sign(byte[] body) {
        return new Delivery(
                List.of(
                        Map.entry("Content-Type", "application/json"),
                        Map.entry("Authorization", "Signature " + signature(body)),
                        Map.entry("X-MS-Certificate-Url", certificateUrl),
                        Map.entry("X-MS-Signature-Algorithm", "rsa-sha256")),
                body);
    }

    private String signature(byte[] body) {
        try {
            Signature signer =
                    Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            signer.initSign(key);
            signer.update(body);
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
