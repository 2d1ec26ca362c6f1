package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Traces reach the collector that the setting names, and tell nothing of a customer. */
class TracesTest extends FlowTestSupport {

    @Test
    void theCollectorGetsATraceOfTheWebhookAndOneOfTheRun() throws IOException {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            start(
                    "otel.exporter.otlp.endpoint",
                    "http://localhost:" + collector.getAddress().getPort());
            settled(referral -> {});
            application.close();
            application = null;
        } finally {
            collector.stop(0);
        }
        assertThat(String.join("", received))
                .contains("webhook", "run", "dynamics-create-lead", "referral-to-lead", "referral-connectors")
                .doesNotContain("Northwind");
    }
}
