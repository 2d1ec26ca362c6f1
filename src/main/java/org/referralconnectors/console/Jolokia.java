package org.referralconnectors.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * Jolokia as Camel serves it, with one rule more than {@code jolokia-access.xml} can say: a link or an image can cause
 * a GET, so a GET only reads.
 */
final class Jolokia {

    static final String PATH = "/observe/jolokia";

    private static final Pattern READS = Pattern.compile(PATH + "(/|/(read|list|search|version)(/.*)?)?");

    private Jolokia() {}

    static void install(HttpServer server) {
        ((Router) server.requestHandler())
                .route(PATH + "*")
                .order(Integer.MIN_VALUE)
                .handler(Jolokia::onlyRead);
    }

    /** The parameter p is Jolokia's other way to say a path. */
    private static void onlyRead(RoutingContext request) {
        boolean reads = READS.matcher(request.normalizedPath()).matches()
                && READS.matcher(request.request().path()).matches()
                && !request.request().params().contains("p");
        if (request.request().method() == HttpMethod.POST || reads) {
            request.next();
        } else {
            request.fail(403);
        }
    }
}
