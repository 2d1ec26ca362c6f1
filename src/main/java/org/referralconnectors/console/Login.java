package org.referralconnectors.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.referralconnectors.ops.ManagementPaths;

/**
 * The door of the management port: health and metrics are open, whatever else is there or will be wants user and
 * password (RFC 7617), and what changes something must come from a page of this very address. Who is wrong too often
 * has to wait, which costs no thread: the answer is 429 (RFC 6585 section 4), and the password is not looked at.
 */
public final class Login {

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final byte[] expected;
    private final Guesses guesses = new Guesses(System::nanoTime);
    private final LoginReport report;

    public Login(String user, String password, MeterRegistry meters) {
        this.expected = digest(user + ":" + password);
        this.report = new LoginReport(meters);
    }

    /** Before everything else on that port. */
    public void install(HttpServer server) {
        ((Router) server.requestHandler()).route().order(Integer.MIN_VALUE).handler(this::admit);
    }

    private void admit(RoutingContext request) {
        if (ManagementPaths.isOpen(request) || knowsPassword(request) && isFromHere(request)) {
            request.next();
        }
    }

    private boolean knowsPassword(RoutingContext request) {
        String peer = request.request().remoteAddress().hostAddress();
        String given = request.request().getHeader("Authorization");
        long wait = guesses.wait(peer);
        if (given != null && wait > 0) {
            report.slowed(request.vertx(), peer);
            request.response().putHeader("Retry-After", Long.toString(TimeUnit.NANOSECONDS.toSeconds(wait) + 1));
            request.fail(429);
            return false;
        }
        if (given != null && MessageDigest.isEqual(digest(credentials(given)), expected)) {
            guesses.wasRight(peer);
            report.accepted();
            return true;
        }
        if (given != null) {
            guesses.wasWrong(peer);
            report.refused(request.vertx(), peer);
        }
        request.response().putHeader("WWW-Authenticate", "Basic realm=\"Referral Connectors\", charset=\"UTF-8\"");
        request.fail(401);
        return false;
    }

    private static boolean isFromHere(RoutingContext request) {
        if (isFromHere(request.request())) {
            return true;
        }
        request.fail(403);
        return false;
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

    /** User and password as they were typed, with a colon between; empty for a header of any other form. */
    static String credentials(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return "";
        }
        try {
            return new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), UTF_8);
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
