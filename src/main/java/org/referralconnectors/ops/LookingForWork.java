package org.referralconnectors.ops;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Alive only while somebody looks for work: without it requests wait for ever, and only a restart helps. */
public final class LookingForWork extends AbstractHealthCheck {

    private final BooleanSupplier isLooking;

    public LookingForWork(BooleanSupplier isLooking) {
        super("connectors", "workers");
        this.isLooking = isLooking;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (isLooking.getAsBoolean()) {
            result.up();
        } else {
            result.message("Nobody looks for work any more: restart the process, and report what the log says")
                    .down();
        }
    }
}
