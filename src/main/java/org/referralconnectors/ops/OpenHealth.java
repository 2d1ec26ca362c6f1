package org.referralconnectors.ops;

import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Health is open to everybody who reaches the management port, so it takes no parameters: with Camel's own, anybody
 * could ask for stack traces and for whatever the checks know.
 */
public final class OpenHealth {

    private static final String PATH = "/observe/health*";

    private OpenHealth() {}

    public static void install(HttpServer server) {
        ((Router) server.requestHandler()).route(PATH).order(Integer.MIN_VALUE).handler(OpenHealth::withoutParameters);
    }

    private static void withoutParameters(RoutingContext request) {
        if (request.request().query() == null) {
            request.next();
        } else {
            request.reroute(request.normalizedPath());
        }
    }
}
