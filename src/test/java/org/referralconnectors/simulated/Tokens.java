package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens of one simulated Entra ID: signed here, and checked by every service that trusts it. */
public final class Tokens {
    private static final String BEARER = "Bearer ";
    private static final int REMEMBERED = 1000;

    /**
     * What a token turned out to be.
     *
     * @param claims of a valid token, else missing
     * @param problem why it isn't valid, or {@code null}
     */
    public record Checked(JsonNode claims, String problem) {

        public boolean valid() {
            return problem == null;
        }

        /** Whether an application acts for itself, without a user. */
        public boolean appOnly() {
            return !claims.has("scp");
        }

        public boolean multiFactor() {
            return contains("amr", "mfa");
        }

        public boolean hasScope(String scope) {
            return (" " + claims.path("scp").asText() + " ").contains(" " + scope + " ");
        }

        /** The client id of the application. */
        public String application() {
            return claims.path("appid").asText();
        }

        private boolean contains(String claim, String value) {
            for (JsonNode each : claims.path(claim)) {
                if (each.asText().equals(value)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Made once, because that takes long: every simulated Entra ID signs with it. */
    private static final KeyPair KEYS = CertificateOrder.keys("RSA", 2048);

    private final Clock clock;
    private final KeyPair keys;
    private final String keyId = UUID.randomUUID().toString();
    private final Map<String, JsonNode> verified = new ConcurrentHashMap<>();

    Tokens(Clock clock) {
        this(clock, KEYS);
    }

    Tokens(Clock clock, KeyPair keys) {
        this.clock = clock;
        this.keys = keys;
    }

    String sign(ObjectNode claims) {
        return Jwt.sign(claims, keyId, keys.getPrivate());
    }

    /**
     * @param authorization the whole header, or {@code null}
     * @param audience the resource that was called
     */
    public Checked check(String authorization, String audience) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return refused("no bearer token");
        }
        JsonNode claims = verified(authorization.substring(BEARER.length()));
        if (claims == null) {
            return refused("not a token of this authority");
        }
        if (claims.path("exp").asLong() <= clock.instant().getEpochSecond()) {
            return refused("expired");
        }
        if (!claims.path("aud").asText().equals(audience)) {
            return refused("audience is " + claims.path("aud").asText());
        }
        return new Checked(claims, null);
    }

    private static Checked refused(String problem) {
        return new Checked(Jwt.JSON.missingNode(), problem);
    }

    /** The claims behind a signature of ours, or {@code null}; a signature is verified once. */
    private JsonNode verified(String token) {
        JsonNode known = verified.get(token);
        if (known != null) {
            return known;
        }
        JsonNode claims = verify(token);
        if (claims == null) {
            return null;
        }
        if (verified.size() >= REMEMBERED) {
            verified.clear();
        }
        verified.put(token, claims);
        return claims;
    }

    private JsonNode verify(String token) {
        try {
            Jwt jwt = Jwt.parse(token);
            return jwt.isSignedBy(keys.getPublic()) ? jwt.claims() : null;
        } catch (IllegalArgumentException notAToken) {
            return null;
        }
    }
}
