package org.referralconnectors.ops;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.HashMap;
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
 *
 * <p>Each of the three has a thread of its own, and all who ask while it looks share what it finds: a store that hangs
 * holds up no other's answer, and a crowd that asks costs no more than one.
 */
public final class OpenHealth {

    private static final List<String> PATHS =
            List.of(ManagementPaths.HEALTH, ManagementPaths.LIVE, ManagementPaths.READY);

    private final CamelContext context;
    private final Ahead ahead;
    private final WorkerExecutor threads;
    private final Map<String, Future<Answer>> underWay = new HashMap<>();

    private record Answer(boolean up, String body) {}

    public OpenHealth(CamelContext context, Ahead ahead, Vertx vertx) {
        this.context = context;
        this.ahead = ahead;
        this.threads = vertx.createSharedWorkerExecutor("health", PATHS.size());
    }

    public void install(HttpServer server) {
        Router router = (Router) server.requestHandler();
        PATHS.forEach(path -> router.route(path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(Integer.MIN_VALUE)
                .handler(request -> answer(request, path)));
    }

    private void answer(RoutingContext request, String path) {
        look(path).onSuccess(answer -> answer(request, answer)).onFailure(request::fail);
    }

    private static void answer(RoutingContext request, Answer answer) {
        request.response()
                .setStatusCode(answer.up() ? 200 : HttpErrors.UNAVAILABLE)
                .putHeader("Content-Type", "application/json")
                .end(answer.body());
    }

    private synchronized Future<Answer> look(String path) {
        return underWay.computeIfAbsent(
                path, any -> threads.executeBlocking(() -> found(path), false).onComplete(done -> forget(path)));
    }

    private synchronized void forget(String path) {
        underWay.remove(path);
    }

    private Answer found(String path) {
        return switch (path) {
            case ManagementPaths.LIVE -> found(HealthCheckHelper.invokeLiveness(context), false, List.of());
            case ManagementPaths.READY -> found(HealthCheckHelper.invokeReadiness(context), true, List.of());
            default -> found(HealthCheckHelper.invoke(context), false, ahead.warnings());
        };
    }

    private static Answer found(Collection<Result> results, boolean readiness, List<String> coming) {
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
        return new Answer(up, Json.encode(body));
    }

    private static Map<String, String> down(Result result) {
        Map<String, String> check = new LinkedHashMap<>();
        check.put("name", result.getCheck().getId());
        check.put("status", State.DOWN.name());
        result.getMessage().ifPresent(text -> check.put("message", text));
        return check;
    }
}
