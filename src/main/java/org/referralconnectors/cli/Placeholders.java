package org.referralconnectors.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.referralconnectors.settings.Problem;
import org.referralconnectors.settings.Setting;
import org.referralconnectors.settings.SettingsException;

/**
 * Settings that {@code application.properties} takes from elsewhere by Camel's property functions, such as
 * <code>{{azure:NAME}}</code> from a Key Vault.
 */
final class Placeholders {

    private static final Pattern FUNCTION = Pattern.compile("\\{\\{\\s*([^:{}]+):");

    private Placeholders() {}

    /**
     * The same settings with what their placeholders stand for; other keys are Camel's own to resolve.
     *
     * @throws SettingsException naming every key whose placeholder leads nowhere, and no value
     */
    static Properties resolved(Properties file) {
        List<String> keys = keysWithPlaceholder(file);
        if (keys.isEmpty()) {
            return file;
        }
        CamelContext context = context(file);
        try {
            return resolved(context, keys, file);
        } finally {
            context.stop();
        }
    }

    private static Properties resolved(CamelContext context, List<String> keys, Properties file) {
        Properties resolved = new Properties();
        resolved.putAll(file);
        List<Problem> problems = new ArrayList<>();
        keys.forEach(key -> resolve(context, key, resolved, problems));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return resolved;
    }

    private static List<String> keysWithPlaceholder(Properties file) {
        return List.of(Setting.values()).stream()
                .map(Setting::key)
                .filter(key -> file.getProperty(key, "").contains("{{"))
                .toList();
    }

    /** Without JMX, since the connectors' own context comes after it. */
    private static CamelContext context(Properties file) {
        CamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.getPropertiesComponent().setInitialProperties(file);
        context.start();
        return context;
    }

    private static void resolve(CamelContext context, String key, Properties resolved, List<Problem> problems) {
        try {
            requireFunctions(context, resolved.getProperty(key));
            resolved.setProperty(key, context.resolvePropertyPlaceholders(resolved.getProperty(key)));
        } catch (RuntimeException leadsNowhere) {
            problems.add(new Problem(
                    key,
                    "its placeholder leads nowhere: " + cause(leadsNowhere)
                            + "; look at the name, at lib/ and at the vault's own settings (docs/deploy/README.md)"));
        }
    }

    /** Where Camel doesn't know the function, it takes what follows for a default: the secret's name for the secret. */
    private static void requireFunctions(CamelContext context, String text) {
        FUNCTION.matcher(text).results().map(found -> found.group(1)).forEach(name -> {
            if (context.getPropertiesComponent().getPropertiesFunction(name) == null) {
                throw new IllegalArgumentException("the class path has no property function " + name);
            }
        });
    }

    private static String cause(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
