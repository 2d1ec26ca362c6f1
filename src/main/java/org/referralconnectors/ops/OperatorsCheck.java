package org.referralconnectors.ops;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * A check for people: neither a restart nor sending the traffic elsewhere would help, since webhooks are taken all the
 * same.
 */
abstract class OperatorsCheck extends AbstractHealthCheck {

    OperatorsCheck(String id) {
        super("connectors", id);
    }

    /** What is wrong, and the command or setting that mends it; empty: nothing. */
    abstract Optional<String> wrong();

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        wrong().ifPresentOrElse(text -> result.message(text).down(), result::up);
    }
}
