package org.referralconnectors.console;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.plugin.DefaultJolokiaPlatformHttpPlugin;

/**
 * Jolokia by Camel's own plugin, within what {@code jolokia-access.xml} allows, and one rule more than that file can
 * say: a link or an image can cause a GET, so a GET only reads. Camel would serve it from the moment that the port is
 * open; here it comes after the {@link Login}.
 */
public final class Jolokia {

    static final String PATH = "/observe/jolokia";

    private static final Pattern READS = Pattern.compile(PATH + "(/|/(read|list|search|version)(/.*)?)?");
    private static final long LARGEST_BODY = 1024 * 1024;

    private final CamelContext context;

    public Jolokia(CamelContext context) {
        this.context = context;
    }

    public void install(HttpServer server) {
        Router router = (Router) server.requestHandler();
        router.route(PATH + "/*").order(Integer.MIN_VALUE).handler(Jolokia::onlyRead);
        router.route(PATH + "/*")
                .order(Integer.MIN_VALUE)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(Jolokia::onlyJson)
                .blockingHandler(plugin(), false);
    }

    /** The parameter p is Jolokia's other way to say a path. */
    private static void onlyRead(RoutingContext request) {
        HttpMethod method = request.request().method();
        boolean reads = READS.matcher(request.normalizedPath()).matches()
                && READS.matcher(request.request().path()).matches()
                && !request.request().params().contains("p");
        if (method == HttpMethod.POST || method == HttpMethod.GET && reads) {
            request.next();
        } else {
            request.response().putHeader("Allow", "GET, POST");
            request.fail(method == HttpMethod.GET ? 403 : 405);
        }
    }

    /** Jolokia itself would stumble over anything else, and say how. */
    private static void onlyJson(RoutingContext request) {
        if (request.request().method() == HttpMethod.GET
                || isJson(request.body().buffer())) {
            request.next();
        } else {
            request.fail(400);
        }
    }

    private static boolean isJson(Buffer body) {
        try {
            return body != null && Json.decodeValue(body) instanceof Iterable<?>;
        } catch (DecodeException e) {
            return false;
        }
    }

    @SuppressWarnings("unchecked")
    private Handler<RoutingContext> plugin() {
        DefaultJolokiaPlatformHttpPlugin plugin = new DefaultJolokiaPlatformHttpPlugin();
        plugin.setCamelContext(context);
        try {
            context.addService(plugin);
            context.addService(new Rights());
        } catch (Exception e) {
            throw new IllegalStateException("Jolokia does not start", e);
        }
        return (Handler<RoutingContext>) plugin.getHandler();
    }
}
