package org.referralconnectors.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnPortTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int LIMIT = 10_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aListenerOfOursAnswersAndNobodyElseIsToldHow() throws Exception {
        OwnPort own = listen();
        assertThat(own.answers(LIMIT)).isTrue();
        assertThat(own.url().getPath()).matches("/[0-9a-f-]{36}");
    }

    @Test
    void aPortThatSomebodyElseHasMeanwhileIsNotOurs() throws Exception {
        OwnPort own = listen();
        int port = own.url().getPort();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        assertThat(own.answers(LIMIT)).as("nobody").isFalse();
        HttpServer other = HttpServer.create(new InetSocketAddress(HERE, port), 0);
        other.createContext("/", call -> {
            call.sendResponseHeaders(404, -1);
            call.close();
        });
        other.start();
        try {
            assertThat(own.answers(LIMIT)).as("somebody else").isFalse();
        } finally {
            other.stop(0);
        }
    }

    @Test
    void aListenerOnWhichTheKernelAloneOpensConnectionsIsGone() throws Exception {
        OwnPort own = listen();
        int port = own.url().getPort();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        try (ServerSocket nobodyAccepts = new ServerSocket(port, 1, HERE)) {
            assertThat(nobodyAccepts.isBound()).isTrue();
            assertThat(own.answers(100)).isFalse();
        }
    }

    private OwnPort listen() {
        var server = vertx.createHttpServer()
                .requestHandler(Router.router(vertx))
                .listen(0, HERE.getHostAddress())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return OwnPort.install(server, HERE);
    }
}
