package org.referralconnectors.partnercenter;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/**
 * A signing certificate that held every check, reduced to what the next delivery needs.
 *
 * @param usableUntil exclusive: the end of the shortest validity in its chain, or of the time it is kept
 */
record CallbackCertificate(RSAPublicKey key, Instant usableUntil) {

    boolean isUsable(Instant now) {
        return now.isBefore(usableUntil);
    }

    /** PKCS#1 v1.5 with SHA-256, what .NET's {@code RSACryptoServiceProvider.SignData} makes. */
    boolean signed(byte[] body, byte[] signature) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initVerify(key);
            rsa.update(body);
            return rsa.verify(signature);
        } catch (SignatureException notEvenASignature) {
            return false;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("This Java can't verify SHA256withRSA", broken);
        }
    }
}
