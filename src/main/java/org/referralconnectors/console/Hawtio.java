package org.referralconnectors.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.impl.MimeMapping;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Hawtio's page: its static files out of their jar, the few questions that it asks its server, and Jolokia where it
 * looks for it. Files come from the class path by name, never from a folder.
 */
public final class Hawtio {

    private static final String PATH = "/hawtio";
    private static final String FILES = "hawtio-static/";
    private static final String PAGE = "index.html";

    /** No dots but before an ending; Hawtio's source maps, half of its jar, are nobody's need here. */
    private static final Pattern FILE = Pattern.compile("([\\w-]+/)*[\\w-]+(\\.[\\w-]+)*\\.(?!map$)\\w+");

    /** Without the pages whose every question {@code jolokia-access.xml} refuses: system properties hold secrets. */
    private static final String CONFIGURATION =
            """
            {"branding": {"appName": "Referral Connectors", "showAppName": true, "appLogoUrl": "img/hawtio-logo.svg",
              "appLogoDarkModeUrl": "img/hawtio-logo-darkmode.svg"},
            "disabledRoutes": ["/runtime", "/quartz", "/jvm-diagnostics"]}
            """;

    private static final String POLICY = "default-src 'self'; script-src 'self' 'unsafe-eval'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
            + "worker-src 'self' blob:; frame-ancestors 'none'";

    private final Map<String, String> answers;

    /** @param user whom Hawtio shows as logged in */
    public Hawtio(String user) {
        answers = Map.of(
                "user", Json.encode(user),
                "hawtconfig.json", CONFIGURATION,
                "auth/config/login", "[]",
                "auth/config/oidc", "{}",
                "auth/config/session-timeout", "{\"timeout\": -1}",
                "plugin", "[]",
                "preset-connections", "[]",
                "proxy/enabled", "false",
                "keycloak/enabled", "false");
    }

    public void install(HttpServer server) {
        Router router = (Router) server.requestHandler();
        router.route(PATH + "/jolokia*").order(Integer.MIN_VALUE).handler(Hawtio::toJolokia);
        router.route(HttpMethod.GET, PATH + "*").order(Integer.MIN_VALUE).handler(this::answer);
    }

    private static void toJolokia(RoutingContext request) {
        String path = request.normalizedPath().substring((PATH + "/jolokia").length());
        String query = request.request().query();
        request.reroute(Jolokia.PATH + path + (query == null ? "" : "?" + query));
    }

    private void answer(RoutingContext request) {
        String path = request.normalizedPath();
        if (path.equals(PATH)) {
            request.redirect(PATH + "/");
        } else if (!path.startsWith(PATH + "/")) {
            request.next();
        } else {
            answer(request, path.substring(PATH.length() + 1));
        }
    }

    private void answer(RoutingContext request, String name) {
        request.response().putHeader("X-Content-Type-Options", "nosniff").putHeader("Content-Security-Policy", POLICY);
        if (answers.containsKey(name)) {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(answers.get(name));
        } else if (FILE.matcher(name).matches()) {
            send(request, name);
        } else if (name.contains(".")) {
            request.fail(404);
        } else {
            send(request, PAGE);
        }
    }

    private static void send(RoutingContext request, String name) {
        request.vertx()
                .executeBlocking(() -> read(name), false)
                .onSuccess(file -> send(request, name, file))
                .onFailure(request::fail);
    }

    private static void send(RoutingContext request, String name, Buffer file) {
        if (file == null) {
            request.fail(404);
            return;
        }
        String type = MimeMapping.getMimeTypeForFilename(name);
        // The name of a file there changes with what it holds.
        String cache = name.startsWith("static/") ? "private, max-age=31536000, immutable" : "no-cache";
        request.response()
                .putHeader("Content-Type", type == null ? "application/octet-stream" : type)
                .putHeader("Cache-Control", cache)
                .end(file);
    }

    private static Buffer read(String name) throws IOException {
        try (InputStream file = Hawtio.class.getClassLoader().getResourceAsStream(FILES + name)) {
            if (file == null) {
                return null;
            }
            byte[] bytes = file.readAllBytes();
            return Buffer.buffer(name.equals(HawtioScript.SCRIPT) ? HawtioScript.mended(bytes) : bytes);
        }
    }
}
