package org.referralconnectors.console;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.referralconnectors.ops.Ahead;

/** The concerns that health tells to everybody, and what will become one. */
public record HealthConcerns(CamelContext context, Ahead ahead) implements Concerns {

    @Override
    public List<String> wrong() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getState() == HealthCheck.State.DOWN)
                .map(result -> result.getMessage().orElse(result.getCheck().getId() + " is down"))
                .toList();
    }

    @Override
    public List<String> coming() {
        return ahead.warnings();
    }
}
