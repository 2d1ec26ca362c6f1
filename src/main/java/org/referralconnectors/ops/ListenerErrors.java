package org.referralconnectors.ops;

import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.IntConsumer;

/**
 * What an HTTP listener answers by itself, before any route sees the request: a short JSON body for every refusal, and
 * an end to a body that is not complete in time.
 */
public final class ListenerErrors {

    private final String allowed;
    private final long bodyMillis;
    private final IntConsumer refused;

    /**
     * @param allowed the methods that this listener's paths take
     * @param bodyMillis how long a body may take to arrive, in milliseconds
     * @param refused is told the status of each request that is refused here, an unknown path excepted
     */
    public ListenerErrors(String allowed, long bodyMillis, IntConsumer refused) {
        this.allowed = allowed;
        this.bodyMillis = bodyMillis;
        this.refused = refused;
    }

    /** Camel shows only a router below the one that a request meets first, and Vert.x asks that one for its errors. */
    public void install(HttpServer server) {
        Router router = (Router) server.requestHandler();
        HttpErrors.TEXTS.keySet().forEach(status -> router.errorHandler(status, request -> refuse(request, status)));
        router.route()
                .order(Integer.MIN_VALUE)
                .handler(this::limitBodyTime)
                .failureHandler(request -> refuse(request, request.statusCode()));
    }

    /** The end of the answer is what ends the wait: the body's own end handler belongs to whoever reads the body. */
    private void limitBodyTime(RoutingContext request) {
        long timer = request.vertx().setTimer(bodyMillis, id -> endIfIncomplete(request));
        request.addEndHandler(done -> request.vertx().cancelTimer(timer));
        request.next();
    }

    private void endIfIncomplete(RoutingContext request) {
        if (request.request().isEnded()) {
            return;
        }
        answer(request, 408);
        request.request().connection().close();
    }

    private void refuse(RoutingContext request, int vertxSays) {
        answer(request, HttpErrors.status(vertxSays));
    }

    private void answer(RoutingContext request, int status) {
        if (status != 404 && !request.response().ended()) {
            refused.accept(status);
        }
        if (status == 405 && !request.response().headers().contains("Allow")) {
            request.response().putHeader("Allow", allowed);
        }
        HttpErrors.answer(request.response(), status);
    }
}
