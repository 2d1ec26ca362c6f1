package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.cli.CommandProcess.Result;

/** What the command line refuses before anything runs: an exit code, the reason, and nothing on standard output. */
class SettingsErrorsTest {

    private static final List<String> COMMANDS = List.of("run", "plan", "parked", "replay", "explain", "version");

    @TempDir
    Path folder;

    @Test
    void everyMistakeIsNamedWithItsExitCode() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            CommandProcess cli = CommandProcess.in(folder, settings());
            Files.move(cli.file("routes"), cli.file("elsewhere"));
            wrongMapping(cli.file("wrong.yaml"));
            storeOfAnotherVersion(cli.file("other.db"), "2026-01-01 00:00:00.000");
            storeOfAnotherVersion(cli.file("broken.db"), "never");
            Files.writeString(cli.file("a-file"), "");
            List<Result> results = cli.run(
                    "--wrong",
                    ";",
                    "replay",
                    ";",
                    "explain",
                    ";",
                    "-Dsync.workers=many",
                    "-Dsync.scope=sideways",
                    "-Ddynamics.url=nowhere",
                    "-Dsync.wrokers=3",
                    "-Dmanagement.password=short",
                    "run",
                    ";",
                    "-Dsync.mapping=file:wrong.yaml",
                    "run",
                    ";",
                    "-Dcamel.server.port=" + taken.getLocalPort(),
                    "run",
                    ";",
                    "-Dstore.url=jdbc:sqlite:a-file/store.db",
                    "run",
                    ";",
                    "-Dstore.url=jdbc:postgresql://localhost:1/none",
                    "-Dstore.encryption-key=" + "A".repeat(43) + "=",
                    "run",
                    ";",
                    "-Dstore.url=jdbc:sqlite:other.db",
                    "parked",
                    ";",
                    "-Dstore.url=jdbc:sqlite:empty.db",
                    "plan",
                    ";",
                    "-Dstore.url=jdbc:sqlite:broken.db",
                    "parked",
                    ";",
                    "run",
                    ";",
                    "--help",
                    ";",
                    "run",
                    "--help",
                    ";",
                    "plan",
                    "--help",
                    ";",
                    "parked",
                    "--help",
                    ";",
                    "replay",
                    "--help",
                    ";",
                    "explain",
                    "--help",
                    ";",
                    "version",
                    "--help",
                    ";",
                    "version",
                    ";",
                    "-Dstore.url=jdbc:postgresql://localhost:1/none",
                    "-Dstore.encryption-key=" + "A".repeat(43) + "=",
                    "store",
                    "backup",
                    "copy.db",
                    ";",
                    "-Dcamel.management.host=192.0.2.1",
                    "run",
                    ";");
            assertThat(results).hasSize(22);
            assertThat(results.get(21).exit()).isEqualTo(1);
            assertThat(results.get(21).err())
                    .contains("192.0.2.1 (camel.management.host) is no address")
                    .hasLineCount(1);
            wrongUsage(results);
            invalid(results);
            cannotStart(results, taken.getLocalPort());
            help(results);
            assertThat(results.get(19).exit()).isZero();
            assertThat(results.get(19).out()).matches("referral-connectors \\S+\n");
            assertThat(results.get(20).exit()).isEqualTo(1);
            assertThat(results.get(20).err()).contains("PostgreSQL", "pg_dump").hasLineCount(1);
            assertThat(cli.file("copy.db")).doesNotExist();
        }
    }

    /** Behind {@code java -jar}, at the begin of a line of its own, or between backticks. */
    @Test
    void everyCommandOfTheDocumentationIsUnderstood() throws Exception {
        String names = String.join("|", Main.commandLine().getSubcommands().keySet());
        Pattern command = Pattern.compile("(?m)(?:java -jar \\S+\\.jar |^|`)((?:" + names + ") [^`\\n]+)(?:`|$)");
        List<String> understood = new ArrayList<>();
        try (Stream<Path> files = Stream.concat(Stream.of(Path.of("README.md")), Files.walk(Path.of("docs")))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".md")).toList()) {
                for (MatchResult found :
                        command.matcher(Files.readString(file)).results().toList()) {
                    String line = found.group(1);
                    assertThatCode(() -> Main.commandLine().parseArgs(words(line)))
                            .as(file + ": " + line)
                            .doesNotThrowAnyException();
                    understood.add(line.split(" ")[0]);
                }
            }
        }
        assertThat(understood).contains("plan", "link", "drop", "resolve", "backfill", "replay", "store", "webhook");
    }

    private static String[] words(String line) {
        return line.replaceAll("[\\[\\]]", "")
                .replaceAll("\\b(ID|LEAD)\\b", "733ad402-b257-406c-9b0b-911aa7b066e9")
                .replace("DATE", "2026-01-31")
                .replace("SIDE", "lead")
                .replace("SYSTEM", "dynamics")
                .replaceAll("\"[^\"]*\"|\\$\\([^)]*\\)", "text")
                .split(" +");
    }

    private static void wrongUsage(List<Result> results) {
        assertThat(results.subList(0, 3)).allSatisfy(result -> {
            assertThat(result.exit()).isEqualTo(64);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("Usage: referral-connectors");
        });
        assertThat(results.get(0).err()).contains("--wrong");
        assertThat(results.get(1).err()).contains("--referral").contains("--all");
    }

    private static void invalid(List<Result> results) {
        Result settings = results.get(3);
        assertThat(settings.exit()).isEqualTo(2);
        assertThat(settings.err().lines().map(line -> line.replaceFirst(":.*", "")))
                .contains("sync.workers", "sync.scope", "dynamics.url", "management.password");
        Result mapping = results.get(4);
        assertThat(mapping.exit()).isEqualTo(2);
        assertThat(mapping.err()).contains("wrong.yaml").contains("2").contains("direction");
        assertThat(List.of(settings, mapping)).allSatisfy(result -> {
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).doesNotContain("\tat ");
        });
    }

    private static void cannotStart(List<Result> results, int takenPort) {
        List<String> reasons = List.of(
                "Port " + takenPort + " (camel.server.port)",
                "jdbc:sqlite:a-file/store.db",
                "jdbc:postgresql://localhost:1/none",
                "newer release (schema 99)",
                "jdbc:sqlite:empty.db is empty",
                "jdbc:sqlite:broken.db",
                "no folder routes/");
        for (int i = 0; i < reasons.size(); i++) {
            Result result = results.get(5 + i);
            assertThat(result.exit()).as(reasons.get(i)).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).doesNotContain("\tat ");
            assertThat(result.err().strip().lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains(reasons.get(i));
        }
    }

    private static void help(List<Result> results) {
        assertThat(results.get(12).out()).contains("Usage: referral-connectors").contains(COMMANDS);
        for (int i = 0; i < COMMANDS.size(); i++) {
            Result result = results.get(13 + i);
            assertThat(result.exit()).isZero();
            assertThat(result.out()).contains("Usage: referral-connectors " + COMMANDS.get(i));
            assertThat(result.err()).isEmpty();
        }
    }

    private static void wrongMapping(Path file) throws Exception {
        Files.writeString(
                file, "fields:\n  - {field: notes, referral: /details/notes, lead: description, direction: up}\n");
    }

    /** @param installedOn what Flyway can't read makes a store whose tables are unknown */
    private static void storeOfAnotherVersion(Path file, String installedOn) throws Exception {
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = store.createStatement()) {
            sql.execute("CREATE TABLE flyway_schema_history (installed_rank INT, version VARCHAR(50), description"
                    + " VARCHAR(200), type VARCHAR(20), script VARCHAR(1000), checksum INT, installed_by VARCHAR(100),"
                    + " installed_on TEXT, execution_time INT, success BOOLEAN)");
            sql.execute("INSERT INTO flyway_schema_history VALUES"
                    + " (1, '99', 'later', 'SQL', 'V99__later.sql', 0, 'x', '" + installedOn + "', 1, 1)");
        }
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("camel.server.port", "0");
        settings.put("camel.management.port", "0");
        settings.put("dynamics.url", "https://localhost:1");
        for (String system : List.of("dynamics", "partner-center")) {
            settings.put(system + ".tenant-id", "8d1b6e2a-4c77-4b0e-9f55-7a3c9e1d2b03");
            settings.put(system + ".client-id", "1e9d7c5b-2a4f-4e8c-b6d1-0f3a5c7e9b04");
            settings.put(system + ".client-secret", "secret");
        }
        settings.put("store.url", "jdbc:sqlite:store.db");
        return settings;
    }
}
