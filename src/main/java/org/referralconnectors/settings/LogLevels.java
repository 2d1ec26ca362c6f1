package org.referralconnectors.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The levels of single loggers: {@code log.level.NAME}, where a name is a route's id, or a package with what is below
 * it.
 *
 * @param valid the level of each logger
 */
record LogLevels(Map<String, String> valid, List<Problem> problems) {

    static final String KEY = "log.level.";

    private static final String VARIABLE = "LOG_LEVEL_";
    private static final Set<String> LEVELS = Set.of("off", "error", "warn", "info", "debug", "trace");

    /** A system property counts before an environment variable, that before the file. */
    static LogLevels of(Properties file, Map<String, String> environment, Properties system) {
        Map<String, String> given = new TreeMap<>();
        named(file, given);
        environment.forEach((variable, level) -> {
            if (variable.startsWith(VARIABLE)) {
                given.putAll(spellings(variable.substring(VARIABLE.length()), level));
            }
        });
        named(system, given);
        return checked(given);
    }

    private static void named(Properties properties, Map<String, String> given) {
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(KEY))
                .forEach(key -> given.put(key.substring(KEY.length()), properties.getProperty(key)));
    }

    /** A variable can't say whether a dot or a dash stood in the name: a package has dots, a route's id dashes. */
    private static Map<String, String> spellings(String variable, String level) {
        String name = variable.toLowerCase(Locale.ROOT);
        return Map.of(name.replace('_', '.'), level, name.replace('_', '-'), level);
    }

    private static LogLevels checked(Map<String, String> given) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> valid = new TreeMap<>();
        given.forEach((name, text) -> {
            String level = text.strip().toLowerCase(Locale.ROOT);
            if (name.isEmpty() || !LEVELS.contains(level)) {
                problems.add(
                        new Problem(KEY + name, "must name a logger and be off, error, warn, info, debug or trace"));
            } else {
                valid.put(name, level);
            }
        });
        return new LogLevels(valid, problems);
    }
}
