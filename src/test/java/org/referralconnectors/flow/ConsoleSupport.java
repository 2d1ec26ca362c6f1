package org.referralconnectors.flow;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** One application with a password on its management port, for all tests of a class. */
abstract class ConsoleSupport extends SharedFlowSupport {

    static final String USER = "ada";
    static final String PASSWORD = "pä:ss word, longer";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private int port;

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = super.settings();
        settings.put("management.user", USER);
        settings.put("management.password", PASSWORD);
        port = Integer.parseInt(settings.get("camel.management.port"));
        return settings;
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    /** A request of somebody who knows the password. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path))).header("Authorization", basic(USER, PASSWORD));
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
