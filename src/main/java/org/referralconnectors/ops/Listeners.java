package org.referralconnectors.ops;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/**
 * Vert.x for both of Camel's HTTP listeners, whose options and handlers Camel doesn't let anybody set: here a
 * connection on which nothing happens is closed, what is no HTTP request gets the same short JSON as any other bad one,
 * and nobody is listened to before everything that answers is in its place.
 */
public final class Listeners extends VertxWrapper {

    /** Longer than reverse proxies keep an idle connection, usually a minute, so that none is surprised. */
    private static final int IDLE_SECONDS = 75;

    private static final long END_SECONDS = 10;

    private final IntConsumer refused;
    private volatile boolean open;

    /** @param refused is told the status of each request that is none, or comes when there is no room */
    public Listeners(VertxOptions options, IntConsumer refused) {
        super((VertxInternal) Vertx.vertx(options));
        this.refused = refused;
    }

    @Override
    public HttpServer createHttpServer(HttpServerOptions options) {
        options.setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false);
        Crowd crowd = new Crowd(System::nanoTime);
        return super.createHttpServer(options)
                .connectionHandler(connection -> admit(connection, crowd, options))
                .invalidRequestHandler(this::refuse);
    }

    /** Camel opens its ports long before its routes, and before it shows them to anybody. */
    public void open() {
        open = true;
    }

    /** Does nothing: Camel closes it with the first of its two listeners, while the other still needs it. */
    @Override
    public void close(Handler<AsyncResult<Void>> closed) {
        closed.handle(Future.succeededFuture());
    }

    /** Once Camel has stopped both listeners. */
    public void end() {
        try {
            delegate.close().toCompletionStage().toCompletableFuture().get(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The HTTP listeners did not end", e);
        }
    }

    private void admit(HttpConnection connection, Crowd crowd, HttpServerOptions options) {
        if (open) {
            crowd.admit(connection, options);
        } else {
            connection.close();
        }
    }

    private void refuse(HttpServerRequest request) {
        int status = status(request.decoderResult().cause());
        refused.accept(status);
        HttpErrors.answer(request.response(), status);
        request.connection().close();
    }

    private static int status(Throwable cause) {
        if (cause instanceof RequestDecoder.CrowdedException) {
            return HttpErrors.UNAVAILABLE;
        }
        if (cause instanceof TooLongHttpLineException) {
            return 414;
        }
        return cause instanceof TooLongHttpHeaderException ? 431 : 400;
    }
}
