package org.referralconnectors.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.style.ProjectFiles.assertNone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be said of any file, whatever it does. */
class SourcesStyleTest {

    private static final String[] WRITTEN_BY_HAND = {
        ".java", ".yaml", ".yml", ".properties", ".xml", ".sql", ".md", ".html", ".css", ".js", "Dockerfile", ".ci/run"
    };
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO(?:DO)|FIX(?:ME)|XX(?:X))\\b");
    private static final Pattern SOMEBODYS_PATH =
            Pattern.compile("(?<![\\w.:/}-])/(?:root|home|Users|work|tmp|mnt)/|\\b[A-Z]:\\\\(?!n)");

    @Test
    void theProjectIsFound() {
        assertThat(ProjectFiles.all()).contains(ProjectFiles.ROOT.resolve("pom.xml"));
        assertThat(ProjectFiles.mainJava()).hasSizeGreaterThan(50);
    }

    @Test
    void everyTextIsUtf8() {
        assertNone(
                "Save these files as UTF-8",
                ProjectFiles.all(WRITTEN_BY_HAND).stream().filter(file -> !isUtf8(file)));
    }

    @Test
    void noLineHasATabOrEndsInSpaces() {
        assertNone(
                "Write spaces for tabs, and none at the end of a line",
                ProjectFiles.lines(ProjectFiles.all(WRITTEN_BY_HAND))
                        .filter(line -> line.text().contains("\t")
                                || !line.text().equals(line.text().stripTrailing())));
    }

    @Test
    void everyFileEndsWithANewline() {
        assertNone(
                "End these files with a newline",
                ProjectFiles.all(WRITTEN_BY_HAND).stream()
                        .filter(file -> !ProjectFiles.text(file).endsWith("\n")));
    }

    @Test
    void noLineIsWiderThan120Characters() {
        assertNone(
                "Break these lines: the formatter leaves comments, strings and YAML to you",
                ProjectFiles.lines(ProjectFiles.all(".java", ".yaml", ".yml", ".properties"))
                        .filter(line -> line.text().length() > 120)
                        .filter(line -> !line.text().startsWith("import "))
                        .filter(line -> !isSampleData(line)));
    }

    @Test
    void nothingIsLeftUnfinished() {
        assertNone(
                "Do it, or open an issue and delete the line",
                ProjectFiles.lines(ProjectFiles.all(WRITTEN_BY_HAND))
                        .filter(line -> UNFINISHED.matcher(line.text()).find()));
    }

    @Test
    void noFileNamesAPathOfSomebodysMachine() {
        assertNone(
                "Name paths from the project's top level, which everybody has",
                ProjectFiles.lines(ProjectFiles.all(WRITTEN_BY_HAND))
                        .filter(line -> SOMEBODYS_PATH.matcher(line.text()).find()));
    }

    @Test
    void nobodyCatchesAnError() {
        Pattern error = Pattern.compile("catch \\([^)]*\\b(Throwable|\\w*Error)\\b(?!\\w)[^)]*\\)");
        assertNone(
                "Let an Error end the process (cli/Uncaught): its thread's work is half done",
                ProjectFiles.lines(ProjectFiles.mainJava())
                        .filter(line -> error.matcher(line.text()).find()));
    }

    @Test
    void noMainFileIsLongerThan250Lines() {
        assertNone(
                "Split these files by their nouns",
                ProjectFiles.mainJava().stream()
                        .filter(file -> ProjectFiles.text(file).lines().count() > 250));
    }

    @Test
    void noMainMethodIsLongerThan40Lines() throws IOException {
        assertNone(
                "Split these methods by their levels of detail",
                JavaSources.parse(ProjectFiles.mainJava()).methods.stream().filter(method -> method.lines() > 40));
    }

    @Test
    void everyMainTypeSaysWhatItIs() throws IOException {
        List<JavaSources.Declaration> types = JavaSources.parse(ProjectFiles.mainJava()).types;

        assertThat(types).hasSizeGreaterThan(50);
        assertNone(
                "Write Javadoc above these types: what it is, its units, its errors, the source of its rule",
                types.stream().filter(type -> !type.documented()));
    }

    /** The formatter breaks a test's code; what is left wide and is no comment is a row of data, best read whole. */
    private static boolean isSampleData(ProjectFiles.Line line) {
        boolean comment = Pattern.matches("\\s*(/?\\*|//).*", line.text());
        return line.file().startsWith(ProjectFiles.ROOT.resolve("src/test/java")) && !comment;
    }

    private static boolean isUtf8(Path file) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
