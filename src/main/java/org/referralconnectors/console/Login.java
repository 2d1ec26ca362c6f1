package org.referralconnectors.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;

/**
 * The door of the management port: health and metrics are open, whatever else is there or will be wants user and
 * password (RFC 7617), and what changes something must come from a page of this very address.
 */
public final class Login {

    private static final Set<String> OPEN =
            Set.of("/observe/health", "/observe/health/live", "/observe/health/ready", "/observe/metrics");
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final byte[] expected;

    public Login(String user, String password) {
        this.expected = digest(user + ":" + password);
    }

    /** Before everything else on that port. */
    public void install(HttpServer server) {
        ((Router) server.requestHandler()).route().order(Integer.MIN_VALUE).handler(this::admit);
    }

    private void admit(RoutingContext request) {
        if (OPEN.contains(request.normalizedPath())) {
            request.next();
        } else if (!knowsPassword(request.request())) {
            request.response().putHeader("WWW-Authenticate", "Basic realm=\"Referral Connectors\", charset=\"UTF-8\"");
            request.fail(401);
        } else if (!isFromHere(request.request())) {
            request.fail(403);
        } else {
            request.next();
        }
    }

    private boolean knowsPassword(HttpServerRequest request) {
        String given = request.getHeader("Authorization");
        return given != null
                && given.regionMatches(true, 0, "Basic ", 0, 6)
                && MessageDigest.isEqual(digest(decoded(given.substring(6).strip())), expected);
    }

    /**
     * Browsers name the page that sends a form or a script's request; a page of another address can't lie here. Nor can
     * it by what a proxy that ends TLS says of the address: a form sets no headers, and for a script's the browser asks
     * first, by OPTIONS and without the password (https://fetch.spec.whatwg.org/#cors-preflight-fetch).
     */
    private static boolean isFromHere(HttpServerRequest request) {
        String here = asked(request, "X-Forwarded-Proto", request.scheme()) + "://"
                + asked(request, "X-Forwarded-Host", request.getHeader("Host"));
        return READING.contains(request.method()) || here.equals(request.getHeader("Origin"));
    }

    /** What the browser asked the first of several proxies for. */
    private static String asked(HttpServerRequest request, String header, String direct) {
        String forwarded = request.getHeader(header);
        return forwarded == null ? direct : forwarded.split(",", 2)[0].strip();
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    /** Of one length, so that the comparison takes the same time for every guess. */
    private static byte[] digest(String credentials) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(credentials.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
