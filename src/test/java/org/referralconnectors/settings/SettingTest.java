package org.referralconnectors.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingTest {

    private static final Path FILE = Path.of("application.properties");

    @Test
    void theFileShowsEverySettingOnceWithItsDefault() throws IOException {
        Properties shown = new Properties();
        try (Reader file = Files.newBufferedReader(FILE)) {
            shown.load(file);
        }
        assertThat(shown).hasSameSizeAs(Setting.values()).containsExactlyInAnyOrderEntriesOf(defaults());
        assertThat(Files.readAllLines(FILE).stream().filter(line -> line.matches("[a-z].*")))
                .hasSameSizeAs(Setting.values());
    }

    @ParameterizedTest
    @EnumSource
    void theFileSaysAboveEachSettingWhatItMeansAndWhereASecretBelongs(Setting setting) throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        int line = lines.indexOf((setting.key() + " = " + setting.byDefault()).stripTrailing());
        String where = setting.isSecret() ? " Secret: " + setting.environmentVariable() + "." : "";

        assertThat(lines.get(line - 1)).isEqualTo("# " + setting.meaning() + where);
    }

    @ParameterizedTest
    @EnumSource
    void aSettingIsNamedAsItsEnvironmentVariable(Setting setting) {
        assertThat(setting.environmentVariable())
                .isEqualTo(
                        setting.key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    }

    @ParameterizedTest
    @EnumSource
    void everyDefaultIsAcceptableAndNoSecretHasOne(Setting setting) {
        if (setting.isSecret()) {
            assertThat(setting.byDefault()).isEmpty();
        } else if (!setting.byDefault().isEmpty() && setting != Setting.SYNC_MAPPING) {
            assertThat(setting.kind().accepts()).accepts(setting.byDefault());
        }
    }

    private static Properties defaults() {
        Properties defaults = new Properties();
        Arrays.stream(Setting.values()).forEach(setting -> defaults.setProperty(setting.key(), setting.byDefault()));
        return defaults;
    }
}
