package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTest {
    @TempDir
    Path folder;

    @Test
    void everyCommitIsOnTheDiskAndWhatIsDeletedIsOverwritten() {
        try (Database database = Database.open(settings())) {
            Map<String, String> written = database.writeNow("", SqliteTest::pragmas);
            Map<String, String> expected =
                    Map.of("journal_mode", "wal", "synchronous", "2", "secure_delete", "1", "busy_timeout", "30000");
            assertThat(written).isEqualTo(expected);
            assertThat(database.<Map<String, String>>read(SqliteTest::pragmas)).isEqualTo(expected);
        }
    }

    @Test
    void readersCannotWrite() {
        try (Database database = Database.open(settings())) {
            database.migrate();
            assertThatThrownBy(() -> database.read(handle -> handle.execute("DELETE FROM pairs")))
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void folderFileAndLogAreMadeForTheirOwnerAlone() throws IOException {
        try (Database database = Database.open(settings())) {
            database.migrate();
            Path data = folder.resolve("deep/data");
            assertThat(Files.getPosixFilePermissions(data)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            for (String file : List.of("store.db", "store.db-wal", "store.db-shm")) {
                assertThat(Files.getPosixFilePermissions(data.resolve(file)))
                        .as(file)
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(folder.resolve("deep"), "a file");
        assertThatThrownBy(() -> Database.open(settings()))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContainingAll("store.url", "deep");
    }

    @Test
    void aFileThatIsNoStoreIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("deep/data"));
        Files.writeString(folder.resolve("deep/data/store.db"), "something else entirely, and long enough to be read");
        assertThatThrownBy(() -> Database.open(settings()))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContainingAll("store.url", "store.db", "not a database");
    }

    @Test
    void aProcessThatIsKilledHasLostNothingThatItSaidIsWritten() throws Exception {
        try (Database database = Database.open(settings())) {
            database.migrate();
        }
        List<String> said = killAfter(300);
        try (Database database = Database.open(settings())) {
            List<String> written = database.read(handle -> handle.createQuery("SELECT referral_id FROM requests")
                    .mapTo(String.class)
                    .list());
            assertThat(said).hasSize(300);
            assertThat(written).containsAll(said);
        }
    }

    private List<String> killAfter(int lines) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        settings().url())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader reader = writer.inputReader()) {
            List<String> said = reader.lines()
                    .filter(line -> line.startsWith("referral-"))
                    .limit(lines)
                    .toList();
            return said;
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    private static Map<String, String> pragmas(Handle handle) {
        return Map.of(
                "journal_mode", pragma(handle, "journal_mode"),
                "synchronous", pragma(handle, "synchronous"),
                "secure_delete", pragma(handle, "secure_delete"),
                "busy_timeout", pragma(handle, "busy_timeout"));
    }

    private static String pragma(Handle handle, String name) {
        return handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
    }

    private StoreSettings settings() {
        return new StoreSettings("jdbc:sqlite:" + folder.resolve("deep/data/store.db"), "", "", "");
    }
}
