package org.referralconnectors.simulated;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * What a browser asks the authorize endpoint for. A client or a redirect that isn't registered is never redirected
 * to, so it is refused with a page. Stricter than the service: PKCE with S256, a state and the query as answer are
 * required.
 */
record AuthorizeRequest(Application application, String redirect, String state, String challenge) {

    private static final Set<String> PROMPTS = Set.of("login", "select_account", "consent");

    static AuthorizeRequest read(Map<String, String> query, String tenant, Directory directory, EntraError errors) {
        Application application = directory.application(query.get("client_id"), tenant);
        String redirect = query.getOrDefault("redirect_uri", "");
        if (application.redirects().stream().noneMatch(known -> matches(known, redirect))) {
            throw malformed(
                    errors,
                    50011,
                    "The redirect URI '" + redirect + "' specified in the request does not match the redirect"
                            + " URIs configured for the application '" + application.clientId() + "'.");
        }
        directory.scope(application, query.get("scope"));
        require(query, "response_type", Set.of("code"), errors);
        require(query, "response_mode", Set.of("query"), errors);
        require(query, "prompt", PROMPTS, errors);
        if (!"S256".equals(query.get("code_challenge_method"))
                || !query.getOrDefault("code_challenge", "").matches("[\\w-]{43}")) {
            throw malformed(errors, 9002325, "Proof Key for Code Exchange is required.");
        }
        if (query.getOrDefault("state", "").length() < 16) {
            throw malformed(errors, 900144, "The request must contain the parameter: 'state'.");
        }
        return new AuthorizeRequest(application, redirect, query.get("state"), query.get("code_challenge"));
    }

    /** A redirect without a path comes back with a slash. */
    String target() {
        return URI.create(redirect).getPath().isEmpty() ? redirect + "/" : redirect;
    }

    /** Of a loopback address the port is ignored (RFC 8252, 7.3), of any other nothing. */
    private static boolean matches(String known, String asked) {
        URI registered = URI.create(known);
        if (!"localhost".equals(registered.getHost())) {
            return known.equals(asked);
        }
        try {
            URI uri = URI.create(asked);
            return registered.getScheme().equals(uri.getScheme())
                    && registered.getHost().equals(uri.getHost())
                    && path(registered).equals(path(uri))
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private static String path(URI uri) {
        return uri.getPath().isEmpty() ? "/" : uri.getPath();
    }

    private static void require(Map<String, String> query, String name, Set<String> values, EntraError errors) {
        if (!values.contains(query.getOrDefault(name, ""))) {
            throw malformed(errors, 900144, "The request must contain the parameter: '" + name + "'.");
        }
    }

    private static Refusal malformed(EntraError errors, int code, String text) {
        return errors.of(400, "invalid_request", code, text);
    }
}
