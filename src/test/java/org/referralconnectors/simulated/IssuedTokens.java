package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * Builds the answers of the token endpoint: access token, ID token and client info, as the v2.0 endpoint words them.
 */
final class IssuedTokens {
    private final Clock clock;
    private final Tokens tokens;
    private volatile String tenantOfUsers;
    private volatile Duration lifetime = Duration.ofMinutes(60);

    IssuedTokens(Clock clock, Tokens tokens) {
        this.clock = clock;
        this.tokens = tokens;
    }

    void lifetime(Duration lifetime) {
        this.lifetime = lifetime;
    }

    void tenantOfUsers(String tenant) {
        tenantOfUsers = tenant;
    }

    ObjectNode forApplication(Application application, TokenScope scope) {
        ObjectNode claims = claims(application, scope.audience()).put("oid", id(application.clientId()));
        return answer(claims);
    }

    ObjectNode forUser(Application application, TokenScope scope, RefreshTokens.Grant grant) {
        String permission = scope.isDefault() ? "user_impersonation" : scope.permission();
        ObjectNode claims = user(claims(application, scope.audience()), grant.user())
                .put("upn", grant.user())
                .put("scp", permission);
        claims.put("tid", tenant(application));
        claims.putArray("amr").add("pwd");
        if (grant.multiFactor()) {
            claims.withArray("amr").add("mfa");
        }
        ObjectNode answer = answer(claims).put("scope", scope.audience() + "/" + permission);
        answer.put("id_token", tokens.sign(idToken(application, grant.user())));
        answer.put("client_info", clientInfo(application.tenant(), grant.user()));
        return answer;
    }

    private ObjectNode answer(ObjectNode claims) {
        return Jwt.JSON
                .createObjectNode()
                .put("token_type", "Bearer")
                .put("expires_in", lifetime.toSeconds())
                .put("ext_expires_in", lifetime.toSeconds())
                .put("access_token", tokens.sign(claims));
    }

    private ObjectNode claims(Application application, String audience) {
        return dated(Jwt.JSON.createObjectNode())
                .put("aud", audience)
                .put("tid", application.tenant())
                .put("appid", application.clientId())
                .put("ver", "1.0")
                .put("uti", UUID.randomUUID().toString());
    }

    private ObjectNode idToken(Application application, String user) {
        return user(dated(Jwt.JSON.createObjectNode()), user)
                .put("aud", application.clientId())
                .put("tid", tenant(application))
                .put("preferred_username", user)
                .put("name", user)
                .put("ver", "2.0");
    }

    private String tenant(Application application) {
        return tenantOfUsers == null ? application.tenant() : tenantOfUsers;
    }

    private ObjectNode dated(ObjectNode claims) {
        long now = clock.instant().getEpochSecond();
        return claims.put("iat", now).put("nbf", now).put("exp", now + lifetime.toSeconds());
    }

    private static ObjectNode user(ObjectNode claims, String user) {
        return claims.put("oid", id(user)).put("sub", id("sub " + user));
    }

    private static String clientInfo(String tenant, String user) {
        return Jwt.base64(Jwt.JSON.createObjectNode().put("uid", id(user)).put("utid", tenant));
    }

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
