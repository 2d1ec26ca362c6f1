package org.referralconnectors.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A salted HMAC-SHA-256 that recognises a secret and can't be turned back into it: salt and code in hex. */
final class Fingerprint {

    private static final HexFormat HEX = HexFormat.of();
    private static final int SALT_BYTES = 16;

    private Fingerprint() {}

    static String of(String secret) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return of(secret, salt);
    }

    static boolean matches(String fingerprint, String secret) {
        return !fingerprint.isEmpty() && fingerprint.equals(of(secret, HEX.parseHex(fingerprint, 0, SALT_BYTES * 2)));
    }

    private static String of(String secret, byte[] salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, mac.getAlgorithm()));
            return HEX.formatHex(salt) + HEX.formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }
}
