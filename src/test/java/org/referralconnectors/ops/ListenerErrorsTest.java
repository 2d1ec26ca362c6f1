package org.referralconnectors.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerErrorsTest {

    private static final long BODY_MILLIS = 200;

    private final Vertx vertx = Vertx.vertx();
    private final List<Integer> refused = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aBodyThatIsNotCompleteInTimeEndsItsConnection() throws IOException {
        try (Socket sender = send(listen(0), "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{")) {
            assertThat(answer(sender))
                    .startsWith("HTTP/1.1 408 ")
                    .endsWith("{\"error\": \"The body did not come in time.\"}");
        }
        assertThat(refused).containsExactly(408);
    }

    @Test
    void aCompleteBodyMayTakeItsTimeToBeAnswered() throws IOException {
        try (Socket sender = send(
                listen(4 * BODY_MILLIS),
                "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")) {
            assertThat(answer(sender)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void whatFailsUnexpectedlyIsNotAvailableAndNothingMore() throws IOException {
        try (Socket sender =
                send(listen(-1), "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")) {
            assertThat(answer(sender)).startsWith("HTTP/1.1 503 ").endsWith("{\"error\": \"Try again later.\"}");
        }
        assertThat(refused).containsExactly(503);
    }

    @Test
    void nobodyIsHeardBeforeEverythingIsInItsPlace() throws IOException {
        Listeners listeners = new Listeners(new VertxOptions(), status -> {});
        try {
            int port = listening(
                    listeners.createHttpServer(new HttpServerOptions()).requestHandler(request -> request.response()
                            .end("here")));
            String request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            try (Socket early = new Socket("localhost", port)) {
                assertThat(answer(early)).isEmpty();
            }
            listeners.open();
            try (Socket sender = send(port, request)) {
                assertThat(answer(sender)).endsWith("here");
            }
        } finally {
            listeners.end();
        }
    }

    /** @param answerAfter milliseconds; 0 at once, less fails */
    private int listen(long answerAfter) {
        Router router = Router.router(vertx);
        router.post("/").handler(BodyHandler.create(false)).handler(request -> {
            if (answerAfter < 0) {
                throw new IllegalStateException("a secret");
            }
            vertx.setTimer(answerAfter + 1, now -> request.end("taken"));
        });
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        new ListenerErrors("POST", BODY_MILLIS, refused::add).install(server);
        return listening(server);
    }

    private static int listening(HttpServer server) {
        return server.listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static Socket send(int port, String request) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.getOutputStream().write(request.getBytes(UTF_8));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
}
