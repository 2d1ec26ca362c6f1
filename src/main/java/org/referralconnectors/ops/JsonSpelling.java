package org.referralconnectors.ops;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/**
 * Lets JSON be JSON however a sender writes it: a media type has no case, may be followed by blanks (RFC 9110 section
 * 8.3.1), and no parameter means anything to this one (RFC 8259 section 11). Vert.x compares letter by letter.
 */
public final class JsonSpelling {

    private static final String NAME = "Content-Type";
    private static final String JSON = "application/json";

    private JsonSpelling() {}

    /** To be installed before anything else that is to run once for each request. */
    public static void install(HttpServer server) {
        Router router = (Router) server.requestHandler();
        router.route().order(Integer.MIN_VALUE).handler(request -> spell(router, request));
    }

    /** A context reads the headers once, when it is made: what was spelt another way begins anew. */
    private static void spell(Router router, RoutingContext request) {
        MultiMap headers = request.request().headers();
        List<String> types = headers.getAll(NAME);
        if (types.size() != 1 || types.get(0).equals(JSON) || !isJson(types.get(0))) {
            request.next();
            return;
        }
        headers.set(NAME, JSON);
        router.handle(request.request());
    }

    private static boolean isJson(String type) {
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON);
    }
}
