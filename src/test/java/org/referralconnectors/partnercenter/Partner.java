package org.referralconnectors.partnercenter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import java.util.List;

/** Partner Center as far as it signs deliveries. */
record Partner(KeyPair keys, String certificateUrl) {

    Delivery signed(byte[] body) {
        return Delivery.of(body, signature("SHA256withRSA", body), certificateUrl);
    }

    Delivery signed() {
        return signed(ForgedDelivery.BODY.getBytes(UTF_8));
    }

    String signature(String algorithm, byte[] body) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(body);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static CallbackPolicy policy(String hostAndPort, CertificateTrust trust) {
        return new CallbackPolicy(List.of(hostAndPort), List.of(SigningPki.NAME), "Microsoft Corporation", trust);
    }

    /** What the check says to a delivery: 200, or the status of its refusal. */
    static int status(Callback callback, Delivery delivery) {
        try {
            callback.verify(delivery::values, delivery.body());
            return 200;
        } catch (CallbackRefused refused) {
            return refused.status();
        }
    }
}
