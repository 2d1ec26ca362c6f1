package org.referralconnectors.style;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The files of this project that people write: what {@code .gitignore} names is left out. */
final class ProjectFiles {

    static final Path ROOT = Path.of("").toAbsolutePath();
    private static final List<Path> FILES = walk();

    private ProjectFiles() {}

    /** One line of a file, printed as an editor or a shell finds it. */
    record Line(Path file, int number, String text) {
        @Override
        public String toString() {
            return ROOT.relativize(file) + ":" + number + " " + text.strip();
        }
    }

    /** @param endings of the name, such as {@code .java}; none asks for every file */
    static List<Path> all(String... endings) {
        return FILES.stream()
                .filter(file -> endings.length == 0 || Stream.of(endings).anyMatch(file.toString()::endsWith))
                .toList();
    }

    static List<Path> mainJava() {
        Path main = ROOT.resolve("src/main/java");
        return all(".java").stream().filter(file -> file.startsWith(main)).toList();
    }

    static Stream<Line> lines(List<Path> files) {
        return files.stream().flatMap(file -> {
            List<String> lines = text(file).lines().toList();
            return IntStream.range(0, lines.size()).mapToObj(at -> new Line(file, at + 1, lines.get(at)));
        });
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read as UTF-8", e);
        }
    }

    /** Fails with the remedy, then one line per finding. */
    static void assertNone(String remedy, Stream<?> findings) {
        List<String> found = findings.map(finding -> finding.toString().replace(ROOT + "/", ""))
                .toList();
        assertThat(found)
                .withFailMessage(() -> remedy + ":\n  " + String.join("\n  ", found))
                .isEmpty();
    }

    private static List<Path> walk() {
        Set<Path> ignored = Stream.concat(
                        Stream.of(".git/"), text(ROOT.resolve(".gitignore")).lines())
                .filter(line -> line.endsWith("/"))
                .map(line -> ROOT.resolve(line.substring(0, line.length() - 1)))
                .collect(toSet());
        try (Stream<Path> tops = Files.list(ROOT)) {
            return tops.filter(top -> !ignored.contains(top) && !top.endsWith(".git"))
                    .flatMap(ProjectFiles::filesUnder)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> filesUnder(Path top) {
        try (Stream<Path> tree = Files.walk(top)) {
            return tree.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
