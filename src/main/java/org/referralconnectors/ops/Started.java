package org.referralconnectors.ops;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Ready only once everything is there: the ports answer health before workers, page, Jolokia and MBean have come. */
public final class Started extends AbstractHealthCheck {

    private volatile boolean whole;

    public Started() {
        super("connectors", "start");
    }

    /** From here on there is nothing more to come. */
    public void whole() {
        whole = true;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (whole) {
            result.up();
        } else {
            result.message("Not everything has started yet: ask again in a moment")
                    .down();
        }
    }
}
