package org.referralconnectors.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Where values come from, and which of them counts. */
record Sources(Properties file, Map<String, String> environment, Properties system) {

    Settings settings() {
        List<Problem> problems = new ArrayList<>();
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, value(setting, problems));
        }
        problems.addAll(Typos.in(file, system));
        LogLevels levels = LogLevels.of(file, environment, system);
        problems.addAll(levels.problems());
        return new Settings(values, levels.valid(), problems);
    }

    private String value(Setting setting, List<Problem> problems) {
        String value = resolved(setting, problems);
        if (!value.isEmpty() && !setting.kind().accepts().test(value)) {
            problems.add(new Problem(setting.key(), "must be " + setting.kind().wanted()));
        }
        return value;
    }

    private String resolved(Setting setting, List<Problem> problems) {
        String given = given(setting);
        if (!setting.isSecret()) {
            return given.strip();
        }
        return given.startsWith("file:") ? content(setting, given, problems) : given;
    }

    private String given(Setting setting) {
        return Stream.of(
                        system.getProperty(setting.key(), ""),
                        environment.getOrDefault(setting.environmentVariable(), ""),
                        file.getProperty(setting.key(), ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(setting.byDefault());
    }

    private static String content(Setting setting, String reference, List<Problem> problems) {
        try {
            return Files.readString(Kind.path(reference)).replaceFirst("\\R$", "");
        } catch (IOException | RuntimeException unreadable) {
            problems.add(new Problem(setting.key(), "names a file that can't be read: give one that can"));
            return "";
        }
    }
}
