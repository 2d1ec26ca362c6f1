package org.referralconnectors.ops;

import io.vertx.ext.web.Route;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.UUID;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Whether a listener really listens: Camel only warns when somebody else took its port meanwhile. Whoever that is does
 * not know the path that is asked for here.
 */
public final class OwnPort {

    private static final int LIMIT_MILLIS = 10_000;
    private static final int OURS = 204;

    private OwnPort() {}

    public static boolean isOurs(VertxPlatformHttpRouter router) {
        String path = "/" + UUID.randomUUID();
        Route route = router.route(path).order(-1);
        route.handler(call -> call.response().setStatusCode(OURS).end());
        try {
            return status(router.getServer().getServer().actualPort(), path) == OURS;
        } finally {
            route.remove();
        }
    }

    private static int status(int port, String path) {
        try {
            HttpURLConnection call = (HttpURLConnection)
                    URI.create("http://localhost:" + port + path).toURL().openConnection(Proxy.NO_PROXY);
            call.setConnectTimeout(LIMIT_MILLIS);
            call.setReadTimeout(LIMIT_MILLIS);
            return call.getResponseCode();
        } catch (IOException nobodyThere) {
            return 0;
        }
    }
}
