package org.referralconnectors.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** A JSON Web Token (RFC 7519) signed with RS256, taken apart but not yet believed. */
record Jwt(JsonNode header, JsonNode claims, String signed, byte[] signature) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IllegalArgumentException when the text isn't a token at all */
    static Jwt parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not three parts");
        }
        try {
            Base64.Decoder base64 = Base64.getUrlDecoder();
            return new Jwt(
                    JSON.readTree(base64.decode(parts[0])),
                    JSON.readTree(base64.decode(parts[1])),
                    parts[0] + "." + parts[1],
                    base64.decode(parts[2]));
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    boolean isSignedBy(PublicKey key) {
        if (!"RS256".equals(header.path("alg").asText())) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static String sign(ObjectNode claims, String keyId, PrivateKey key) {
        ObjectNode header =
                JSON.createObjectNode().put("typ", "JWT").put("alg", "RS256").put("kid", keyId);
        String signed = base64(header) + "." + base64(claims);
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(key);
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(JsonNode json) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
