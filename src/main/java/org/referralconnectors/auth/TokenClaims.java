package org.referralconnectors.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a token says of itself, for advice alone: its signature is for whoever it is sent to. An opaque token says
 * nothing. Claims: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference.
 */
public final class TokenClaims {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode claims;

    private TokenClaims(JsonNode claims) {
        this.claims = claims;
    }

    public static TokenClaims of(String token) {
        String[] parts = token == null ? new String[0] : token.split("\\.");
        if (parts.length != 3) {
            return new TokenClaims(MissingNode.getInstance());
        }
        try {
            return new TokenClaims(JSON.readTree(Base64.getUrlDecoder().decode(parts[1])));
        } catch (IOException | IllegalArgumentException opaque) {
            return new TokenClaims(MissingNode.getInstance());
        }
    }

    /** The tenant that issued it, a GUID. */
    public Optional<String> tenant() {
        return text("tid");
    }

    /** Who signed in; empty in a token of an application itself. */
    public Optional<String> user() {
        return text("upn").or(() -> text("preferred_username")).or(() -> text("unique_name"));
    }

    /** How the user proved to be it: {@code pwd}, {@code mfa} ...; empty where the token does not say. */
    public Optional<Set<String>> factors() {
        if (!claims.path("amr").isArray()) {
            return Optional.empty();
        }
        Set<String> factors = new HashSet<>();
        claims.path("amr").forEach(factor -> factors.add(factor.asText()));
        return Optional.of(factors);
    }

    /** Partner Center wants {@code mfa} among the factors; a token that does not list them may have it. */
    public boolean lacksSecondFactor() {
        return factors().filter(all -> !all.contains("mfa")).isPresent();
    }

    private Optional<String> text(String name) {
        return Optional.of(claims.path(name).asText("")).filter(value -> !value.isEmpty());
    }
}
