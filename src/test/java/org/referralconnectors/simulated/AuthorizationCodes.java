package org.referralconnectors.simulated;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Authorization codes: handed out once to a redirect address, redeemed once, with the verifier of their challenge (RFC
 * 7636).
 */
final class AuthorizationCodes {
    private record Pending(RefreshTokens.Grant grant, String redirectUri, String challenge) {}

    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final EntraError errors;

    AuthorizationCodes(Clock clock) {
        this.errors = new EntraError(clock);
    }

    String issue(RefreshTokens.Grant grant, String redirectUri, String challenge) {
        String code = "0.C" + UUID.randomUUID();
        pending.put(code, new Pending(grant, redirectUri, challenge));
        return code;
    }

    RefreshTokens.Grant redeem(Map<String, String> form, String clientId) {
        Pending code = pending.remove(form.getOrDefault("code", ""));
        if (code == null || !code.grant().clientId().equals(clientId)) {
            throw invalid(
                    70008, "The provided authorization code or refresh token has expired or was already redeemed.");
        }
        if (!code.redirectUri().equals(form.get("redirect_uri"))) {
            throw invalid(500112, "The reply address does not match the one provided when requesting the code.");
        }
        if (!code.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
            throw invalid(501481, "The Code_Verifier does not match the code_challenge supplied in the request.");
        }
        return code.grant();
    }

    private Refusal invalid(int code, String text) {
        return errors.of(400, "invalid_grant", code, text);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
