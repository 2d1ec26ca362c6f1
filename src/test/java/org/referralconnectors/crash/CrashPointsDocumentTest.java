package org.referralconnectors.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/guarantees.md names the crash points of a run that are tested, and no other. */
class CrashPointsDocumentTest {

    @Test
    void everyCrashPointHasItsRow() throws IOException {
        Set<String> points = Stream.of(CrashPoint.values())
                .map(point -> point.work().text() + " | " + point.moment())
                .collect(Collectors.toSet());
        Set<String> works =
                Stream.of(CrashPoint.Work.values()).map(CrashPoint.Work::text).collect(Collectors.toSet());
        Set<String> rows = Files.readString(Path.of("docs/guarantees.md"))
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(2).split(" \\| "))
                .filter(cells -> works.contains(cells[0]))
                .map(cells -> cells[0] + " | " + cells[1])
                .collect(Collectors.toSet());
        assertThat(rows).isEqualTo(points);
    }
}
