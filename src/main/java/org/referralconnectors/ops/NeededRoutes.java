package org.referralconnectors.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Ready only while every route runs that these are not the connectors without, and every other that is there to run;
 * and while every file that was edited could be read.
 */
public final class NeededRoutes extends AbstractHealthCheck {

    private final CamelContext context;
    private final List<String> needed;
    private final EditedRoutes edited;

    /** @param needed ids of routes */
    public NeededRoutes(CamelContext context, List<String> needed, EditedRoutes edited) {
        super("connectors", "routes");
        this.context = context;
        this.needed = needed;
        this.edited = edited;
    }

    /** The ids of those needed that are missing or not started. */
    public List<String> lacking() {
        return needed.stream().filter(id -> !isStarted(id)).toList();
    }

    /** As Camel names it, such as {@code file:routes/dynamics.camel.yaml}; empty for a route out of no file. */
    static String file(Route route) {
        return route == null || route.getSourceResource() == null
                ? ""
                : route.getSourceResource().getLocation();
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        List<String> wrong = new ArrayList<>(edited.broken());
        String idle = Stream.concat(lacking().stream(), stopped())
                .distinct()
                .map(this::withFile)
                .collect(Collectors.joining(", "));
        if (!idle.isEmpty()) {
            wrong.add("Not started: " + idle + ". Start these routes, or mend their files and start the process again");
        }
        if (wrong.isEmpty()) {
            result.up();
        } else {
            result.message(String.join(". ", wrong)).down();
        }
    }

    private Stream<String> stopped() {
        return context.getRoutes().stream()
                .filter(Route::isAutoStartup)
                .map(Route::getId)
                .filter(id -> !isStarted(id));
    }

    private String withFile(String id) {
        String file = file(context.getRoute(id)).replaceFirst("^file:", "");
        return file.isEmpty() ? id : id + " (" + file + ")";
    }

    private boolean isStarted(String id) {
        ServiceStatus status = context.getRoute(id) == null
                ? null
                : context.getRouteController().getRouteStatus(id);
        return status != null && status.isStarted();
    }
}
