package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    @TempDir
    Path folder;

    @Test
    void aCopyMadeWhileTheStoreIsInUseIsAStore() throws Exception {
        StoreSettings settings = settings("store.db");
        Path copy = folder.resolve("copy.db");
        try (Database database = Database.open(settings)) {
            database.migrate();
            database.executeNow("a", handle -> new Pairs(database).save(handle, Pair.first("a", "in-step")));
            new Backup(settings).writeTo(copy);
            database.executeNow("b", handle -> new Pairs(database).save(handle, Pair.first("b", "in-step")));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        try (Database restored = Database.open(settings("copy.db"))) {
            restored.requireCurrentSchema();
            assertThat(new Pairs(restored).all()).extracting(Pair::referralId).containsExactly("a");
        }
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        Path there = Files.writeString(folder.resolve("there.db"), "mine");
        assertThatThrownBy(() -> new Backup(settings("store.db")).writeTo(there))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is there already");
        assertThat(there).hasContent("mine");
        assertThatThrownBy(() -> new Backup(settings("store.db")).writeTo(folder.resolve("no/folder.db")))
                .hasMessageContaining("make it first");
    }

    @Test
    void aBackupThatFailsLeavesNoFile() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.db"), "this is no database".repeat(100));
        Path copy = folder.resolve("copy.db");
        assertThatThrownBy(() -> new Backup(settings(broken.getFileName().toString())).writeTo(copy))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageStartingWith("No backup was made");
        assertThat(copy).doesNotExist();
    }

    private StoreSettings settings(String name) {
        return new StoreSettings("jdbc:sqlite:" + folder.resolve(name), "", "", "");
    }
}
