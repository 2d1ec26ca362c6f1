package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionKeyTest {
    @TempDir
    Path folder;

    /** The figure is RFC 5869's HKDF with SHA-256, computed in another language. */
    @Test
    void derivesOneKeyForEachPurposeAndStore() {
        EncryptionKey key = EncryptionKey.of(sqlite(Engine.KEY));
        byte[] salt = {1, 2, 3};
        assertThat(key.derived(salt, "a").getEncoded())
                .hasSize(32)
                .isEqualTo(
                        EncryptionKey.of(sqlite(Engine.KEY)).derived(salt, "a").getEncoded())
                .isNotEqualTo(key.derived(salt, "b").getEncoded())
                .isNotEqualTo(key.derived(new byte[] {1, 2, 4}, "a").getEncoded())
                .isNotEqualTo(key.key().getEncoded())
                .asHexString()
                .isEqualToIgnoringCase("fb8b99267e2e1a1595ac929839d002faa6637b229124b6d5f7446e81f375b15e");
    }

    @Test
    void theKeyFileIsMadeOnceReadableByItsOwnerOnlyAndNothingElseIsLeft() throws IOException {
        EncryptionKey first = EncryptionKey.of(sqlite(""));
        EncryptionKey second = EncryptionKey.of(sqlite(""));
        assertThat(second.key()).isEqualTo(first.key());
        Path file = folder.resolve("store.db.key");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void processesThatStartTogetherGetOneKey() throws Exception {
        assertThat(new HashSet<>(
                        Together.run(8, n -> EncryptionKey.of(sqlite("")).key())))
                .hasSize(1);
    }

    @Test
    void theSettingCountsBeforeTheFile() {
        EncryptionKey file = EncryptionKey.of(sqlite(""));
        assertThat(EncryptionKey.of(sqlite(Engine.KEY)).key()).isNotEqualTo(file.key());
    }

    @Test
    void aWrongSettingIsNamedButNotShown() {
        assertThatThrownBy(() -> EncryptionKey.of(sqlite("@not-base64@")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContainingAll("store.encryption-key", "base64 of 32 bytes")
                .hasMessageNotContaining("@not");
        assertThatThrownBy(() -> EncryptionKey.of(sqlite("AAAA")))
                .hasMessageContainingAll("store.encryption-key", "3 bytes", "base64 of 32 bytes");
    }

    @Test
    void aDamagedKeyFileIsNamedAndNotReplaced() throws IOException {
        Path file = folder.resolve("store.db.key");
        Files.writeString(file, "");
        assertThatThrownBy(() -> EncryptionKey.of(sqlite(""))).hasMessageContaining("store.db.key");
        assertThat(file).isEmptyFile();
    }

    @Test
    void postgresqlNeedsTheSetting() {
        assertThatThrownBy(() -> EncryptionKey.of(new StoreSettings("jdbc:postgresql://host/db", "", "", "")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("store.encryption-key is required");
    }

    private StoreSettings sqlite(String key) {
        return new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", key);
    }
}
