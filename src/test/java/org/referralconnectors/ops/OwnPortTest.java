package org.referralconnectors.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class OwnPortTest {

    @Test
    void aPortThatSomebodyElseAnswersOnIsNotOurs() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(0), 0);
        other.createContext("/", call -> {
            call.sendResponseHeaders(404, -1);
            call.close();
        });
        other.start();
        try {
            assertThat(isOurs(other.getAddress().getPort())).isFalse();
        } finally {
            other.stop(0);
        }
    }

    @Test
    void aPortThatNobodyElseHasIsOurs() throws Exception {
        int free;
        try (ServerSocket probe = new ServerSocket(0)) {
            free = probe.getLocalPort();
        }
        assertThat(isOurs(free)).isTrue();
    }

    private static boolean isOurs(int port) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
            configuration.setBindPort(port);
            context.addService(new VertxPlatformHttpServer(configuration));
            context.start();
            return OwnPort.isOurs(
                    VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(port)));
        }
    }
}
