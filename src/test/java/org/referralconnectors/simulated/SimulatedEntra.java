package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entra ID's v2.0 endpoints: client credentials, refresh token and authorization code with PKCE. A refresh token gives
 * a new one at each use, and the old ones stay good until they are revoked, as the real service has it; one request
 * names one resource. Instance discovery isn't served: a client must be told that this authority is not Microsoft's.
 */
public final class SimulatedEntra implements Service {
    private static final Pattern PATH = Pattern.compile(
            "/([^/]+)/(oauth2/v2\\.0/token|oauth2/v2\\.0/authorize|v2\\.0/\\.well-known/openid-configuration)");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final EntraError errors;
    private final Directory directory;
    private final Tokens tokens;
    private final IssuedTokens issued;
    private final RefreshTokens refreshTokens;
    private final AuthorizationCodes codes;
    private final TokenEndpoint endpoint;
    private volatile String signedIn = "referrals.admin@partner.example";
    private volatile boolean multiFactor = true;

    public SimulatedEntra(Clock clock) {
        errors = new EntraError(clock);
        directory = new Directory(errors);
        tokens = new Tokens(clock);
        issued = new IssuedTokens(clock, tokens);
        refreshTokens = new RefreshTokens(clock);
        codes = new AuthorizationCodes(clock);
        endpoint = new TokenEndpoint(clock, directory, issued, refreshTokens, codes);
    }

    /** Makes an application known, or replaces it (a new secret, say); its resources become known too. */
    public void register(Application application) {
        directory.register(application);
    }

    /** For the services that trust this authority. */
    public Tokens tokens() {
        return tokens;
    }

    /** A refresh token as an operator gets it by signing in. */
    public String consent(String clientId) {
        return refreshTokens.issue(new RefreshTokens.Grant(clientId, signedIn, multiFactor));
    }

    /** Who signs in from now on. */
    public void user(String name) {
        signedIn = name;
    }

    /** Whether sign-ins from now on use a second factor; a grant keeps what it was given with. */
    public void multiFactor(boolean used) {
        multiFactor = used;
    }

    /** How long access tokens issued from now on live; an hour at first. */
    public void lifetime(Duration lifetime) {
        issued.lifetime(lifetime);
    }

    /** Harder than the real service: a refresh token dies when it is used, so that losing its successor shows. */
    public void singleUse(boolean single) {
        endpoint.singleUse(single);
    }

    public void revoke(String refreshToken) {
        refreshTokens.revoke(refreshToken);
    }

    public void expire(String refreshToken) {
        refreshTokens.expire(refreshToken);
    }

    /** As after a password reset. */
    public void revokeAll() {
        refreshTokens.revokeAll();
    }

    /** Access tokens issued for an audience so far. */
    public long issued(String audience) {
        return endpoint.issued(audience);
    }

    @Override
    public String operation(Call call) {
        return call.path().endsWith("/token") ? "get-token" : Service.super.operation(call);
    }

    @Override
    public Answer answer(Call call) {
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            return Answer.empty(404);
        }
        try {
            return route(call, path.group(1), path.group(2));
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private Answer route(Call call, String tenant, String path) {
        directory.checkTenant(tenant);
        String tenantUrl = "https://" + call.header("host") + "/" + tenant;
        if (!call.method().equals(path.endsWith("/token") ? "POST" : "GET")) {
            throw malformed(900561, "The endpoint does not accept " + call.method() + " requests.");
        }
        return switch (path) {
            case "oauth2/v2.0/token" -> endpoint.answer(form(call), tenant, tenantUrl + "/oauth2/v2.0/token");
            case "oauth2/v2.0/authorize" -> authorize(parameters(call.query()), tenant);
            default -> Answer.json(200, configuration(tenantUrl));
        };
    }

    private Map<String, String> form(Call call) {
        if (!String.valueOf(call.header("content-type")).startsWith("application/x-www-form-urlencoded")) {
            throw malformed(9002313, "Invalid request. The body must be form-encoded.");
        }
        return parameters(call.text());
    }

    private Map<String, String> parameters(String raw) {
        try {
            return Parameters.parse(raw);
        } catch (IllegalArgumentException e) {
            throw malformed(9002313, "Invalid request. Request is malformed or invalid.");
        }
    }

    /** Signs the user in without a page, as a browser would in which the user agrees to everything. */
    private Answer authorize(Map<String, String> query, String tenant) {
        Application application = directory.application(query.get("client_id"), tenant);
        directory.scope(application, query.get("scope"));
        String redirect = query.getOrDefault("redirect_uri", "");
        checkRedirect(redirect);
        String challenge = query.get("code_challenge");
        if (challenge == null || !"S256".equals(query.get("code_challenge_method"))) {
            throw malformed(9002325, "Proof Key for Code Exchange is required.");
        }
        if (!"code".equals(query.get("response_type"))) {
            throw malformed(900144, "The request must contain the parameter: 'response_type'.");
        }
        var grant = new RefreshTokens.Grant(application.clientId(), signedIn, multiFactor);
        String code = codes.issue(grant, redirect, challenge);
        String state = URLEncoder.encode(query.getOrDefault("state", ""), StandardCharsets.UTF_8);
        return Answer.empty(302).with("location", redirect + "?code=" + code + "&state=" + state);
    }

    /** Loopback alone is registered, with any port (RFC 8252, 7.3). */
    private void checkRedirect(String redirect) {
        try {
            if (LOOPBACK.contains(String.valueOf(URI.create(redirect).getHost()))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw malformed(50011, "The redirect URI is not a URI.");
        }
        throw malformed(50011, "The redirect URI does not match those configured for the application.");
    }

    private static ObjectNode configuration(String tenantUrl) {
        return Jwt.JSON
                .createObjectNode()
                .put("issuer", tenantUrl + "/v2.0")
                .put("authorization_endpoint", tenantUrl + "/oauth2/v2.0/authorize")
                .put("token_endpoint", tenantUrl + "/oauth2/v2.0/token");
    }

    private Refusal malformed(int code, String text) {
        return errors.of(400, "invalid_request", code, text);
    }
}
