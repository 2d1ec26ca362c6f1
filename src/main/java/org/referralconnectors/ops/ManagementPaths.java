package org.referralconnectors.ops;

import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What there is on the management port, each path in the one spelling that is documented. Whatever else is asked for,
 * with other slashes, dots, letters or escapes too, is not there, password or not: Camel and Vert.x have handlers of
 * their own below some of these paths, and both compare paths less strictly.
 */
public final class ManagementPaths {

    static final String HEALTH = "/observe/health";
    static final String LIVE = HEALTH + "/live";
    static final String READY = HEALTH + "/ready";

    private static final Set<String> OPEN = Set.of(HEALTH, LIVE, READY, "/observe/metrics");
    private static final Pattern GUARDED =
            Pattern.compile("/|/pairs(/[^/]+(/(replay|plan))?)?|/hawtio(/.*)?|/observe/jolokia(/.*)?");

    private final boolean guarded;

    /** @param guarded whether what wants a password is there at all */
    public ManagementPaths(boolean guarded) {
        this.guarded = guarded;
    }

    /** Whether everybody who reaches the port may see it; its path as it was sent. */
    public static boolean isOpen(RoutingContext request) {
        return OPEN.contains(request.request().path());
    }

    /** Before everything else that answers on that port. */
    public void install(HttpServer server) {
        ((Router) server.requestHandler()).route().order(Integer.MIN_VALUE).handler(this::admit);
    }

    private void admit(RoutingContext request) {
        if (isOpen(request) || guarded && isGuarded(request)) {
            request.next();
        } else {
            request.fail(404);
        }
    }

    private static boolean isGuarded(RoutingContext request) {
        String path = request.request().path();
        return GUARDED.matcher(path).matches() && path.equals(request.normalizedPath());
    }
}
