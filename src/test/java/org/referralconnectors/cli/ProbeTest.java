package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.referralconnectors.settings.Settings;

class ProbeTest {

    @ParameterizedTest
    @CsvSource({"200, true", "503, false", "404, false"})
    void believesWhatLiveHealthAnswers(int status, boolean alive) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/observe/health/live", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(Probe.isAlive(settings(server.getAddress().getPort()))).isEqualTo(alive);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nobodyThereIsNotAlive() throws IOException {
        HttpServer gone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = gone.getAddress().getPort();
        gone.stop(0);
        assertThat(Probe.isAlive(settings(port))).isFalse();
    }

    private static Settings settings(int port) {
        return Settings.load(
                new Properties(), Map.of("CAMEL_MANAGEMENT_PORT", Integer.toString(port)), new Properties());
    }
}
