package org.referralconnectors.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** The values in force. A blank value counts as none, so an empty environment variable doesn't hide the file. */
public final class Settings {

    private final Map<Setting, String> values;
    private final Map<String, String> logLevels;
    private final List<Problem> problems;

    Settings(Map<Setting, String> values, Map<String, String> logLevels, List<Problem> problems) {
        this.values = values;
        this.logLevels = Map.copyOf(logLevels);
        this.problems = List.copyOf(problems);
    }

    /**
     * A system property counts before an environment variable (key in upper case, dots and dashes as underscores), that
     * before the file, and the file before the default. Never fails: what is wrong waits for {@link #validate}.
     */
    public static Settings load(Properties file, Map<String, String> environment, Properties system) {
        return new Sources(file, environment, system).settings();
    }

    /** What a command needs that only uses the store: every value well-formed, no misspelt key, a store. */
    public void validateForStore() {
        refuse(problems());
    }

    /**
     * What a command needs that connects: the above, and the credentials of both systems.
     *
     * @throws SettingsException with all problems at once
     */
    public void validate() {
        refuse(problemsToConnect());
    }

    /** Everything that {@link #validate} would refuse. */
    public List<Problem> problemsToConnect() {
        List<Problem> all = new ArrayList<>(problems());
        all.addAll(new Requirements(this).toConnect());
        return all;
    }

    /** Whether every setting of these prefixes can be used; a misspelt key is no setting. */
    public boolean isUsable(String... prefixes) {
        return problemsToConnect().stream()
                .map(Problem::key)
                .filter(key -> Setting.named(key).isPresent())
                .noneMatch(key -> Arrays.stream(prefixes).anyMatch(key::startsWith));
    }

    /** What signing in to Partner Center needs; Dynamics 365 may still be unknown. */
    public void validateToSignIn() {
        List<Problem> all = new ArrayList<>(problems());
        all.addAll(new Requirements(this).ofPartnerCenter());
        refuse(all);
    }

    public String text(Setting setting) {
        if (setting.isSecret()) {
            throw new IllegalArgumentException(setting.key() + " is a secret");
        }
        return values.get(setting);
    }

    /** The secret itself, or empty text. */
    public String secret(Setting setting) {
        if (!setting.isSecret()) {
            throw new IllegalArgumentException(setting.key() + " is no secret");
        }
        return values.get(setting);
    }

    public boolean has(Setting setting) {
        return !values.get(setting).isEmpty();
    }

    /** Without a slash at its end, so that a path can be appended. */
    public URI uri(Setting setting) {
        return URI.create(text(setting).replaceFirst("/+$", ""));
    }

    public Duration duration(Setting setting) {
        return Duration.parse(text(setting));
    }

    public int integer(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    public boolean flag(Setting setting) {
        return text(setting).equals("true");
    }

    public ZoneId zone(Setting setting) {
        return ZoneId.of(text(setting));
    }

    /** The items between commas, in their order. */
    public List<String> list(Setting setting) {
        return Kind.items(text(setting));
    }

    /** The constant whose name is the value in upper case, with underscores for dashes. */
    public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        return Enum.valueOf(type, text(setting).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The file named, with or without {@code file:} before it. */
    public Optional<Path> path(Setting setting) {
        return has(setting) ? Optional.of(Kind.path(text(setting))) : Optional.empty();
    }

    /** The level that each {@code log.level.NAME} asks for, by the logger's name. */
    public Map<String, String> logLevels() {
        return logLevels;
    }

    /** Every value in force but the secrets, for placeholders in routes. */
    public Properties asProperties() {
        Properties properties = new Properties();
        values.forEach((setting, value) -> {
            if (!setting.isSecret()) {
                properties.setProperty(setting.key(), value);
            }
        });
        return properties;
    }

    @Override
    public String toString() {
        return Arrays.stream(Setting.values())
                .map(setting -> setting.key() + "=" + shown(setting))
                .collect(Collectors.joining("\n"));
    }

    private String shown(Setting setting) {
        return setting.isSecret() && has(setting) ? "(set)" : values.get(setting);
    }

    private List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(new Requirements(this).ofEveryCommand());
        return all;
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
