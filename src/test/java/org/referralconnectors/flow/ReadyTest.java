package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.referralconnectors.ops.SyncMBean;

/** Who waits for the first 200 of {@code ready} finds everything there. */
class ReadyTest extends FlowTestSupport {

    private static final String PASSWORD = "a password of twelve or more";

    private final HttpClient http = HttpClient.newHttpClient();
    private String port;

    @Test
    void readyMeansEverything() throws Exception {
        Map<String, String> settings = settings();
        port = settings.get("camel.management.port");
        CompletableFuture<Map<String, Object>> seen = CompletableFuture.supplyAsync(this::atTheFirstReady);
        start("management.password", PASSWORD, "camel.management.port", port);
        assertThat(seen.get(30, TimeUnit.SECONDS))
                .containsOnly(
                        Map.entry("/", 200),
                        Map.entry("/hawtio/", 200),
                        Map.entry("/observe/jolokia/version", 200),
                        Map.entry(SyncMBean.NAME, true));
    }

    private Map<String, Object> atTheFirstReady() {
        while (status("/observe/health/ready") != 200) {
            Thread.onSpinWait();
        }
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put(SyncMBean.NAME, isRegistered());
        for (String path : new String[] {"/", "/hawtio/", "/observe/jolokia/version"}) {
            seen.put(path, status(path));
        }
        return seen;
    }

    private static boolean isRegistered() {
        try {
            return ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName(SyncMBean.NAME));
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    private int status(String path) {
        String login = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + login)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
