package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Turns a grant into tokens: client credentials, a refresh token or an authorization code. */
final class TokenEndpoint {
    private final Directory directory;
    private final EntraError errors;
    private final ClientAuthentication authentication;
    private final IssuedTokens issued;
    private final RefreshTokens refreshTokens;
    private final AuthorizationCodes codes;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private volatile boolean singleUse;

    TokenEndpoint(
            Clock clock,
            Directory directory,
            IssuedTokens issued,
            RefreshTokens refreshTokens,
            AuthorizationCodes codes) {
        this.directory = directory;
        this.errors = new EntraError(clock);
        this.authentication = new ClientAuthentication(clock);
        this.issued = issued;
        this.refreshTokens = refreshTokens;
        this.codes = codes;
    }

    void expireSecret(String clientId) {
        authentication.expireSecret(clientId);
    }

    void singleUse(boolean single) {
        singleUse = single;
    }

    long issued(String audience) {
        LongAdder count = counts.get(audience);
        return count == null ? 0 : count.sum();
    }

    /** @param url of this endpoint, which a client assertion must name */
    Answer answer(Map<String, String> form, String tenant, String url) {
        Application application = directory.application(form.get("client_id"), tenant);
        authentication.check(application, form, url);
        ObjectNode tokens =
                switch (form.getOrDefault("grant_type", "")) {
                    case "client_credentials" -> forApplication(application, form);
                    case "refresh_token" -> refreshed(application, form);
                    case "authorization_code" -> forUser(application, form, codes.redeem(form, application.clientId()));
                    default ->
                        throw errors.of(
                                400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
                };
        return Answer.json(200, tokens).with("cache-control", "no-store, no-cache");
    }

    private ObjectNode forApplication(Application application, Map<String, String> form) {
        TokenScope scope = directory.scope(application, form.get("scope"));
        if (!scope.isDefault()) {
            String text = "The provided value for scope " + scope + " is not valid. Client credential flows must have a"
                    + " scope value with /.default suffixed to the resource identifier.";
            throw errors.of(400, "invalid_scope", 1002012, text);
        }
        count(scope);
        return issued.forApplication(application, scope);
    }

    private ObjectNode refreshed(Application application, Map<String, String> form) {
        String old = form.getOrDefault("refresh_token", "");
        RefreshTokens.Grant grant = refreshTokens.redeem(old, application.clientId());
        ObjectNode tokens = forUser(application, form, grant);
        if (singleUse) {
            refreshTokens.revoke(old);
        }
        return tokens;
    }

    private ObjectNode forUser(Application application, Map<String, String> form, RefreshTokens.Grant grant) {
        TokenScope scope = directory.scope(application, form.get("scope"));
        count(scope);
        ObjectNode tokens = issued.forUser(application, scope, grant);
        boolean lasting = Arrays.asList(form.get("scope").split(" +")).contains("offline_access");
        return lasting ? tokens.put("refresh_token", refreshTokens.issue(grant)) : tokens;
    }

    private void count(TokenScope scope) {
        counts.computeIfAbsent(scope.audience(), audience -> new LongAdder()).increment();
    }
}
