package org.referralconnectors.ops;

import io.vertx.core.http.HttpServer;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;

/**
 * Health, in Camel's form, as far as it is open to everybody who reaches the management port: Camel's own takes
 * parameters by which anybody could ask for stack traces and for whatever the checks know. The whole also says what
 * lies ahead; what only asks whether to restart or to send traffic does not.
 */
public final class OpenHealth {

    private static final String WHOLE = "/observe/health";
    private static final String LIVE = WHOLE + "/live";
    private static final String READY = WHOLE + "/ready";

    private final CamelContext context;
    private final Ahead ahead;

    public OpenHealth(CamelContext context, Ahead ahead) {
        this.context = context;
        this.ahead = ahead;
    }

    public void install(HttpServer server) {
        Router router = (Router) server.requestHandler();
        router.get(WHOLE + "*").order(Integer.MIN_VALUE).blockingHandler(this::answer, false);
    }

    private void answer(RoutingContext request) {
        switch (request.normalizedPath()) {
            case WHOLE -> answer(request, HealthCheckHelper.invoke(context), false, ahead.warnings());
            case LIVE -> answer(request, HealthCheckHelper.invokeLiveness(context), false, List.of());
            case READY -> answer(request, HealthCheckHelper.invokeReadiness(context), true, List.of());
            default -> request.next();
        }
    }

    private static void answer(
            RoutingContext request, Collection<Result> results, boolean readiness, List<String> coming) {
        boolean up = HealthCheckHelper.isResultsUp(results, readiness);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", up ? "UP" : "DOWN");
        List<Map<String, String>> down = results.stream()
                .filter(result -> result.getState() == State.DOWN)
                .map(OpenHealth::down)
                .toList();
        if (!down.isEmpty()) {
            body.put("checks", down);
        }
        if (!coming.isEmpty()) {
            body.put("ahead", coming);
        }
        request.response()
                .setStatusCode(up ? 200 : HttpErrors.UNAVAILABLE)
                .putHeader("Content-Type", "application/json")
                .end(Json.encode(body));
    }

    private static Map<String, String> down(Result result) {
        Map<String, String> check = new LinkedHashMap<>();
        check.put("name", result.getCheck().getId());
        check.put("status", State.DOWN.name());
        result.getMessage().ifPresent(text -> check.put("message", text));
        return check;
    }
}
