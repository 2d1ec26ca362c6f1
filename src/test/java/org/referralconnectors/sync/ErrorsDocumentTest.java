package org.referralconnectors.sync;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/errors.md holds every code that the code can give, with its remedy, and no other. */
class ErrorsDocumentTest {

    private static final Path MAIN = Path.of("src/main/java/org/referralconnectors");
    private static final Pattern REFUSED = Pattern.compile("(?:refused|new Refusal)\\(\\s*\"([a-z-]+)\"");
    private static final Pattern NO_TOKEN = Pattern.compile(
            "\"(AADSTS\\d+)\"|(?:unreachable|failure)\\((?:Kind\\.\\w+, )?\"(\\w+)\"|\\? \"(connection)\" : \"(network)\"");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String document = text(Path.of("docs/errors.md"));

    @Test
    void everyTroubleOfOurOwnHasItsRow() {
        assertThat(codes("Whole pairs: what the connectors found out themselves"))
                .isEqualTo(Stream.of(Trouble.values()).map(Trouble::code).collect(toCollection(TreeSet::new)));
        assertThat(Trouble.values()).allSatisfy(trouble -> hasRow(trouble.code(), trouble.remedy()));
    }

    @Test
    void everyCodeOfDynamicsHasItsRow() {
        assertThat(codes("Whole pairs: codes of Dynamics 365")).isEqualTo(new TreeSet<>(Remedies.codes()));
        assertThat(Remedies.codes()).allSatisfy(code -> hasRow(code, Remedies.of(0, code)));
    }

    @Test
    void everyStatusHasItsRow() {
        Set<String> statuses =
                Remedies.statuses().stream().map(Object::toString).collect(toCollection(TreeSet::new));
        statuses.add("5xx");
        assertThat(codes("Whole pairs: any other code, by its status")).isEqualTo(statuses);
        assertThat(Remedies.statuses()).allSatisfy(status -> hasRow(status.toString(), Remedies.of(status, "")));
        hasRow("5xx", Remedies.of(503, ""));
        assertThat(document).contains("| other | as the reason says | as the reason says | " + Remedies.of(418, ""));
    }

    @Test
    void everyRefusedValueHasItsRow() {
        assertThat(codes("Single fields")).isEqualTo(found(REFUSED, "mapping", "sync/plan"));
    }

    @Test
    void everyFailureToGetATokenHasItsRow() {
        Set<String> codes = codes("Paused systems");
        assertThat(codes).containsAll(found(NO_TOKEN, "auth"));
        assertThat(found(NO_TOKEN, "auth"))
                .containsAll(codes.stream()
                        .filter(code -> code.startsWith("AADSTS") || code.contains("_") || code.equals("tls"))
                        .toList());
    }

    private void hasRow(String code, String remedy) {
        assertThat(document).containsPattern("(?m)^\\| `" + code + "` \\|.*\\| " + Pattern.quote(remedy) + " \\|$");
    }

    /** What stands in the first column of the section's tables. */
    private Set<String> codes(String section) {
        String from = document.substring(document.indexOf("\n## " + section + "\n") + 4);
        return from.split("\n## ")[0]
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> CODE.matcher(line.split(" \\| ")[0]).results())
                .map(found -> found.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> found(Pattern pattern, String... packages) {
        return Stream.of(packages)
                .flatMap(name -> sources(MAIN.resolve(name)))
                .flatMap(source -> pattern.matcher(source).results())
                .flatMap(found -> Stream.iterate(1, group -> group + 1)
                        .limit(found.groupCount())
                        .map(found::group))
                .filter(code -> code != null)
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> sources(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(ErrorsDocumentTest::text)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
