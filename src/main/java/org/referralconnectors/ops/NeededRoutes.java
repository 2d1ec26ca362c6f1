package org.referralconnectors.ops;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Ready only while every route runs that these are not the connectors without. */
public final class NeededRoutes extends AbstractHealthCheck {

    private final CamelContext context;
    private final List<String> needed;

    /** @param needed ids of routes */
    public NeededRoutes(CamelContext context, List<String> needed) {
        super("connectors", "routes");
        this.context = context;
        this.needed = needed;
    }

    /** The ids of those that are missing or not started. */
    public List<String> lacking() {
        return needed.stream().filter(id -> !isStarted(id)).toList();
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        List<String> lacking = lacking();
        if (lacking.isEmpty()) {
            result.up();
        } else {
            result.message("Not started: " + HealthText.of(String.join(", ", lacking))
                            + ". Start these routes, or mend their files and start the process again")
                    .down();
        }
    }

    private boolean isStarted(String id) {
        Route route = context.getRoute(id);
        return route != null && context.getRouteController().getRouteStatus(id).isStarted();
    }
}
