package org.referralconnectors.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's settings table. */
class ReadmeTest {

    @Test
    void theTableHoldsEverySettingInOrderWithItsDefaultAndMeaning() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.equals("| key | default | meaning |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Stream.of(Setting.values()).map(ReadmeTest::row).toList());
    }

    private static String row(Setting setting) {
        String shown = setting.byDefault().isEmpty() ? "" : "`" + setting.byDefault() + "`";
        return "| `" + setting.key() + "` | " + shown + " | " + setting.meaning() + " |";
    }
}
