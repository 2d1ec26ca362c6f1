package org.referralconnectors.ops;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.referralconnectors.store.Pauses;
import org.referralconnectors.store.Pauses.Pause;

/**
 * DOWN while a system is left alone until somebody does something: an operator's pause, or credentials that are
 * refused. The process itself is alive and ready then, since webhooks are still taken.
 */
public final class PausedSystems extends AbstractHealthCheck {

    private final Pauses pauses;

    public PausedSystems(Pauses pauses) {
        super("connectors", "systems");
        this.pauses = pauses;
    }

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
        List<Pause> waiting = pauses.current().stream()
                .filter(pause -> pause.kind() != Pauses.Kind.THROTTLED)
                .toList();
        if (waiting.isEmpty()) {
            result.up();
        } else {
            result.message(waiting.stream().map(PausedSystems::text).collect(Collectors.joining(". ")))
                    .down();
        }
    }

    static String text(Pause pause) {
        String why =
                switch (pause.kind()) {
                    case OPERATOR -> "by an operator";
                    case UNAUTHORISED -> "not authorised";
                    case THROTTLED -> "throttled";
                };
        String remedy = pause.kind() == Pauses.Kind.OPERATOR ? "; to go on: resume " + pause.system() : "";
        return pause.system() + " is paused, " + why + ": " + pause.reason() + remedy;
    }
}
