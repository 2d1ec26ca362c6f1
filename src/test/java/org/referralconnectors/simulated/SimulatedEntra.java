package org.referralconnectors.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entra ID's v2.0 endpoints: client credentials, refresh token and authorization code with PKCE. A refresh token gives
 * a new one at each use, and the old ones stay good until they are revoked, as the real service has it; one request
 * names one resource. Instance discovery isn't served: a client must be told that this authority is not Microsoft's.
 */
public final class SimulatedEntra implements Service {
    private static final Pattern PATH = Pattern.compile(
            "/([^/]+)/(oauth2/v2\\.0/token|oauth2/v2\\.0/authorize|oauth2/v2\\.0/login|v2\\.0/\\.well-known/openid-configuration)");
    private final EntraError errors;
    private final Directory directory;
    private final Tokens tokens;
    private final IssuedTokens issued;
    private final RefreshTokens refreshTokens;
    private final SignInPages pages;
    private final TokenEndpoint endpoint;
    private volatile String signedIn = "referrals.admin@partner.example";
    private volatile boolean multiFactor = true;

    public SimulatedEntra(Clock clock) {
        errors = new EntraError(clock);
        directory = new Directory(errors);
        tokens = new Tokens(clock);
        issued = new IssuedTokens(clock, tokens);
        refreshTokens = new RefreshTokens(clock);
        AuthorizationCodes codes = new AuthorizationCodes(clock);
        pages = new SignInPages(codes);
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

    /** From now on a secret that was right is too old. */
    public void expireSecret(String clientId) {
        endpoint.expireSecret(clientId);
    }

    /** Issues tokens as if every user were of this tenant. */
    public void tenantOfUsers(String tenant) {
        issued.tenantOfUsers(tenant);
    }

    /** Lets a tenant also be called by a domain of its own. */
    public void domain(String domain, String tenant) {
        directory.domain(domain, tenant);
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
        String issuer = "https://" + call.header("host") + "/" + directory.id(tenant);
        if (!call.method().equals(path.matches(".*/(token|login)") ? "POST" : "GET")) {
            throw malformed(900561, "The endpoint does not accept " + call.method() + " requests.");
        }
        return switch (path) {
            case "oauth2/v2.0/token" -> endpoint.answer(form(call), tenant, tenantUrl + "/oauth2/v2.0/token");
            case "oauth2/v2.0/authorize" -> authorize(call, tenant);
            case "oauth2/v2.0/login" ->
                Optional.ofNullable(pages.submitted(form(call)))
                        .orElseThrow(() -> malformed(90014, "The form has expired or was sent already."));
            default -> Answer.json(200, configuration(tenantUrl, issuer));
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

    /** A page for a person, also where the request is refused. */
    private Answer authorize(Call call, String tenant) {
        try {
            AuthorizeRequest request = AuthorizeRequest.read(parameters(call.query()), tenant, directory, errors);
            return pages.form(request, signedIn, multiFactor);
        } catch (Refusal refusal) {
            Answer json = refusal.answer();
            return SignInPages.html(
                    json.status(), "<!doctype html><h1>Sorry</h1><pre>" + new String(json.body(), UTF_8) + "</pre>");
        }
    }

    private static ObjectNode configuration(String tenantUrl, String issuer) {
        return Jwt.JSON
                .createObjectNode()
                .put("issuer", issuer + "/v2.0")
                .put("authorization_endpoint", tenantUrl + "/oauth2/v2.0/authorize")
                .put("token_endpoint", tenantUrl + "/oauth2/v2.0/token");
    }

    private Refusal malformed(int code, String text) {
        return errors.of(400, "invalid_request", code, text);
    }
}
