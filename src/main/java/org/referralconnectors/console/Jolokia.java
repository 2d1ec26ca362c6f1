package org.referralconnectors.console;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.plugin.DefaultJolokiaPlatformHttpPlugin;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.http.HttpRequestHandler;

/**
 * Jolokia by Camel's own plugin, within what {@code jolokia-access.xml} allows, and what that file can't say: a link or
 * an image can cause a GET, so a GET only reads; and of the commands only those that {@link JolokiaCommands} names, for
 * Jolokia answers others without asking its policy. Camel would serve it from the moment that the port is open; here it
 * comes after the {@link Login}.
 */
public final class Jolokia {

    static final String PATH = "/observe/jolokia";

    private static final Pattern READS = Pattern.compile(PATH + "(/|/(read|list|search|version)(/.*)?)?");
    private static final long LARGEST_BODY = 1024 * 1024;

    private final CamelContext context;
    private HttpRequestHandler jolokia;

    public Jolokia(CamelContext context) {
        this.context = context;
    }

    public void install(HttpServer server) {
        jolokia = start();
        Router router = (Router) server.requestHandler();
        router.route(PATH + "/*").order(Integer.MIN_VALUE).handler(Jolokia::onlyRead);
        router.route(PATH + "/*")
                .order(Integer.MIN_VALUE)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .blockingHandler(this::answer, false);
    }

    /** The parameter p is Jolokia's other way to say a path. */
    private static void onlyRead(RoutingContext request) {
        HttpMethod method = request.request().method();
        boolean reads = READS.matcher(request.request().path()).matches()
                && !request.request().params().contains("p");
        if (method == HttpMethod.POST || method == HttpMethod.GET && reads) {
            request.next();
        } else {
            request.response().putHeader("Allow", "GET, POST");
            request.fail(method == HttpMethod.GET ? 403 : 405);
        }
    }

    private void answer(RoutingContext request) {
        boolean get = request.request().method() == HttpMethod.GET;
        (get ? get(request) : post(jolokia, body(request), parameters(request)))
                .ifPresentOrElse(
                        json -> request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(json),
                        () -> request.fail(400));
    }

    private Optional<String> get(RoutingContext request) {
        String path = request.request().path().substring(PATH.length());
        return answer(() -> jolokia.handleGetRequest(PATH + path, path, parameters(request)));
    }

    /** Empty for what is no question that may be asked. */
    static Optional<String> post(HttpRequestHandler jolokia, byte[] body, Map<String, String[]> parameters) {
        return JolokiaCommands.admitted(body)
                .flatMap(asked -> answer(() -> jolokia.handlePostRequest(
                        PATH, new ByteArrayInputStream(asked), StandardCharsets.UTF_8.name(), parameters)));
    }

    /** Jolokia itself would tell of what it stumbles over, with the names of classes. */
    private static Optional<String> answer(Callable<JSONStructure> question) {
        try {
            return Optional.of(question.call().toJSONString());
        } catch (Exception stumbled) {
            return Optional.empty();
        }
    }

    private static byte[] body(RoutingContext request) {
        Buffer body = request.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    private static Map<String, String[]> parameters(RoutingContext request) {
        MultiMap given = request.request().params();
        return given.names().stream().collect(Collectors.toMap(name -> name, name -> given.getAll(name)
                .toArray(String[]::new)));
    }

    private HttpRequestHandler start() {
        DefaultJolokiaPlatformHttpPlugin plugin = new DefaultJolokiaPlatformHttpPlugin();
        plugin.setCamelContext(context);
        try {
            context.addService(plugin);
            context.addService(new Rights());
            return plugin.getJolokiaRequestHandler();
        } catch (Exception e) {
            throw new IllegalStateException("Jolokia does not start", e);
        }
    }
}
