package org.referralconnectors.sync.plan.laws;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Each build tries the laws on other histories; a failure prints the seed. {@code -Dlaws.seed=N} repeats a build,
 * {@code -Dlaws.tries=N} searches longer than it has time for.
 */
final class Chance implements AroundPropertyHook {

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        String seed = System.getProperty("laws.seed");
        if (seed != null) {
            context.attributes().setSeed(seed);
        }
        Integer tries = Integer.getInteger("laws.tries");
        if (tries != null) {
            context.attributes().setTries(tries);
        }
        return property.execute();
    }
}
