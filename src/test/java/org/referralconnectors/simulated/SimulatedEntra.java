package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entra ID's v2.0 endpoints: client credentials, refresh token and authorization code with PKCE. A refresh token gives a
 * new one at each use, and the old ones stay good until they are revoked, as the real service has it; one request names one
 * resource. Instance discovery isn't served: a client must be told that this authority is not Microsoft's.
 */
public final class SimulatedEntra implements Service {
    private static final Pattern PATH = Pattern.compile(
            "/([^/]+)/(oauth2/v2\\.0/token|oauth2/v2\\.0/authorize|v2\\.0/\\.well-known/openid-configuration)");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final Tokens tokens;
    private final IssuedTokens issued;
    private final EntraError errors;
    private final ClientAuthentication authentication;
    private final RefreshTokens refreshTokens;
    private final AuthorizationCodes codes;
    private final Map<String, Application> applications = new ConcurrentHashMap<>();
    private final Set<String> resources = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    private volatile String signedIn = "referrals.admin@partner.example";
    private volatile boolean multiFactor = true;
    private volatile boolean singleUse;

    public SimulatedEntra(Clock clock) {
        tokens = new Tokens(clock);
        issued = new IssuedTokens(clock, tokens);
        errors = new EntraError(clock);
        authentication = new ClientAuthentication(clock);
        refreshTokens = new RefreshTokens(clock);
        codes = new AuthorizationCodes(clock);
    }

    /** Makes an application known, or replaces it (a new secret, say); its resources become known too. */
    public void register(Application application) {
        applications.put(application.clientId(), application);
        resources.addAll(application.resources());
    }

    /** For the services that trust this authority. */
    public Tokens tokens() {
        return tokens;
    }

    /** A refresh token as an operator gets it by signing in; whether with a second factor is {@link #multiFactor}. */
    public String consent(String clientId) {
        return refreshTokens.issue(new RefreshTokens.Grant(clientId, signedIn, multiFactor));
    }

    /** How long access tokens issued from now on live. */
    public void lifetime(Duration lifetime) {
        issued.lifetime(lifetime);
    }

    /** Whether sign-ins from now on use a second factor; a grant keeps what it was given with. */
    public void multiFactor(boolean used) {
        multiFactor = used;
    }

    /** Harder than the real service: a refresh token dies when it is used, so that losing its successor shows. */
    public void singleUse(boolean single) {
        singleUse = single;
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
        LongAdder count = requests.get(audience);
        return count == null ? 0 : count.sum();
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

    private Answer route(Call call, String tenant, String endpoint) {
        if (applications.values().stream().noneMatch(known -> known.tenant().equals(tenant))) {
            throw errors.of(400, "invalid_request", 90002, "Tenant '" + tenant + "' not found.");
        }
        if (!call.method().equals(endpoint.endsWith("/token") ? "POST" : "GET")) {
            throw errors.of(
                    400, "invalid_request", 900561, "The endpoint does not accept " + call.method() + " requests.");
        }
        return switch (endpoint) {
            case "oauth2/v2.0/token" -> token(call, tenant);
            case "oauth2/v2.0/authorize" -> authorize(parameters(call.query()), tenant);
            default -> Answer.json(200, configuration(root(call) + "/" + tenant));
        };
    }

    private Answer token(Call call, String tenant) {
        String type = call.header("content-type");
        if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
            throw errors.of(400, "invalid_request", 900144, "The request body must be form-encoded.");
        }
        Map<String, String> form = parameters(call.text());
        Application application = application(form.get("client_id"), tenant);
        authentication.check(application, form, root(call) + "/" + tenant + "/oauth2/v2.0/token");
        ObjectNode answer =
                switch (form.getOrDefault("grant_type", "")) {
                    case "client_credentials" -> forApplication(application, form);
                    case "refresh_token" -> refreshed(application, form);
                    case "authorization_code" -> signedIn(application, form);
                    default ->
                        throw errors.of(
                                400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
                };
        return Answer.json(200, answer).with("cache-control", "no-store, no-cache");
    }

    private ObjectNode forApplication(Application application, Map<String, String> form) {
        TokenScope scope = scope(application, form);
        if (!scope.isDefault()) {
            throw errors.of(
                    400,
                    "invalid_scope",
                    1002012,
                    "The provided value for scope " + scope + " is not valid. Client credential flows must have a scope"
                            + " value with /.default suffixed to the resource identifier.");
        }
        return issued.forApplication(application, scope);
    }

    private ObjectNode refreshed(Application application, Map<String, String> form) {
        String old = form.getOrDefault("refresh_token", "");
        RefreshTokens.Grant grant = refreshTokens.redeem(old, application.clientId());
        ObjectNode answer = forUser(application, form, grant);
        if (singleUse) {
            refreshTokens.revoke(old);
        }
        return answer;
    }

    private ObjectNode signedIn(Application application, Map<String, String> form) {
        return forUser(application, form, codes.redeem(form, application.clientId()));
    }

    private ObjectNode forUser(Application application, Map<String, String> form, RefreshTokens.Grant grant) {
        ObjectNode answer = issued.forUser(application, scope(application, form), grant);
        return answer.put("refresh_token", refreshTokens.issue(grant));
    }

    private TokenScope scope(Application application, Map<String, String> form) {
        TokenScope scope = TokenScope.parse(form.get("scope"), errors);
        if (!resources.contains(scope.audience())) {
            throw errors.of(
                    400,
                    "invalid_resource",
                    500011,
                    "The resource principal named " + scope.audience() + " was not found in the tenant.");
        }
        if (!application.resources().contains(scope.audience())) {
            throw errors.of(
                    400,
                    "invalid_grant",
                    65001,
                    "The user or administrator has not consented to use the application.",
                    "consent_required");
        }
        if (!scope.isDefault() && !scope.permission().equals("user_impersonation")) {
            throw errors.of(400, "invalid_scope", 70011, "The scope " + scope + " is not valid.");
        }
        requests.computeIfAbsent(scope.audience(), audience -> new LongAdder()).increment();
        return scope;
    }

    private Application application(String clientId, String tenant) {
        if (clientId == null) {
            throw errors.of(
                    400, "invalid_request", 900144, "The request body must contain the parameter: 'client_id'.");
        }
        Application application = applications.get(clientId);
        if (application == null || !application.tenant().equals(tenant)) {
            throw errors.of(
                    400,
                    "unauthorized_client",
                    700016,
                    "Application with identifier '" + clientId + "' was not found in the directory.");
        }
        return application;
    }

    /** Signs the user in without a page, as a browser would in which the user agrees to everything. */
    private Answer authorize(Map<String, String> query, String tenant) {
        Application application = application(query.get("client_id"), tenant);
        String redirect = query.getOrDefault("redirect_uri", "");
        if (!LOOPBACK.contains(String.valueOf(URI.create(redirect).getHost()))) {
            throw errors.of(400, "invalid_request", 50011, "The redirect URI does not match those configured.");
        }
        String challenge = query.get("code_challenge");
        if (!"code".equals(query.get("response_type"))
                || challenge == null
                || !"S256".equals(query.get("code_challenge_method"))) {
            throw errors.of(400, "invalid_request", 9002325, "Proof Key for Code Exchange is required.");
        }
        var grant = new RefreshTokens.Grant(application.clientId(), signedIn, multiFactor);
        String code = codes.issue(grant, redirect, challenge);
        String target = redirect + "?code=" + code + "&state=" + encode(query.getOrDefault("state", ""));
        return Answer.empty(302).with("location", target);
    }

    private Map<String, String> parameters(String raw) {
        try {
            return Parameters.parse(raw);
        } catch (IllegalArgumentException e) {
            throw errors.of(400, "invalid_request", 9002313, "Invalid request. Request is malformed or invalid.");
        }
    }

    private static ObjectNode configuration(String tenantUrl) {
        return Jwt.JSON
                .createObjectNode()
                .put("issuer", tenantUrl + "/v2.0")
                .put("authorization_endpoint", tenantUrl + "/oauth2/v2.0/authorize")
                .put("token_endpoint", tenantUrl + "/oauth2/v2.0/token");
    }

    private static String root(Call call) {
        return "https://" + call.header("host");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
