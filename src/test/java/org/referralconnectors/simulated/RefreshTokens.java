package org.referralconnectors.simulated;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The refresh tokens that are out: opaque, one application's and one user's each, good for every resource consented to.
 */
final class RefreshTokens {
    /** @param multiFactor whether the user signed in with a second factor */
    record Grant(String clientId, String user, boolean multiFactor) {}

    private enum End {
        EXPIRED,
        REVOKED
    }

    private final Map<String, Grant> live = new ConcurrentHashMap<>();
    private final Map<String, End> ended = new ConcurrentHashMap<>();
    private final EntraError errors;

    RefreshTokens(Clock clock) {
        this.errors = new EntraError(clock);
    }

    String issue(Grant grant) {
        byte[] random = new byte[96];
        new SecureRandom().nextBytes(random);
        String token = "0.A" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        live.put(token, grant);
        return token;
    }

    Grant redeem(String token, String clientId) {
        Grant grant = live.get(token);
        if (grant != null && grant.clientId().equals(clientId)) {
            return grant;
        }
        if (ended.get(token) == End.REVOKED) {
            throw errors.of(
                    400,
                    "invalid_grant",
                    50173,
                    "The provided grant has expired due to it being revoked, a fresh auth token is needed.",
                    "bad_token");
        }
        if (ended.get(token) == End.EXPIRED) {
            throw errors.of(
                    400, "invalid_grant", 700082, "The refresh token has expired due to inactivity.", "bad_token");
        }
        throw errors.of(
                400,
                "invalid_grant",
                70000,
                "The provided value for the input parameter 'refresh_token' or 'assertion' is not valid.");
    }

    void revoke(String token) {
        end(token, End.REVOKED);
    }

    void expire(String token) {
        end(token, End.EXPIRED);
    }

    void revokeAll() {
        live.keySet().forEach(this::revoke);
    }

    private void end(String token, End end) {
        if (live.remove(token) != null) {
            ended.put(token, end);
        }
    }
}
