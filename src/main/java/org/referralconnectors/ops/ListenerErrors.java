package org.referralconnectors.ops;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * What the HTTP listener answers by itself, before any route sees the request: a short JSON body for every refusal, and an
 * end to a body that is not complete in time.
 */
public final class ListenerErrors implements StartupListener {

    private static final Map<Integer, String> TEXTS = Map.of(
            400, "bad request",
            404, "not found",
            405, "method not allowed",
            408, "body not complete in time",
            413, "body too large",
            415, "not JSON",
            500, "not available");

    private final int port;
    private final long bodyMillis;

    /** @param bodyMillis how long a body may take to arrive, in milliseconds */
    public ListenerErrors(int port, long bodyMillis) {
        this.port = port;
        this.bodyMillis = bodyMillis;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        Router router = VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
        TEXTS.forEach((status, text) -> router.errorHandler(status, request -> answer(request, status, text)));
        router.route().order(Integer.MIN_VALUE).handler(this::limitBodyTime);
    }

    private void limitBodyTime(RoutingContext request) {
        long timer = request.vertx().setTimer(bodyMillis, id -> tooSlow(request));
        request.request().endHandler(done -> request.vertx().cancelTimer(timer));
        request.addEndHandler(done -> request.vertx().cancelTimer(timer));
        request.next();
    }

    private static void tooSlow(RoutingContext request) {
        answer(request, 408, TEXTS.get(408));
        request.request().connection().close();
    }

    /** Vert.x says 500 where it fails itself; a sender may try again, so it hears 503. */
    private static void answer(RoutingContext request, int status, String text) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(status == 500 ? 503 : status)
                .putHeader("Content-Type", "application/json")
                .end("{\"error\": \"" + text + "\"}");
    }
}
