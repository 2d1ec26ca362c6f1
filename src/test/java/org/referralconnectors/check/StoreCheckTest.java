package org.referralconnectors.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.check.Finding.Level;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.EncryptedSecrets;
import org.referralconnectors.store.EncryptionKey;
import org.referralconnectors.store.StoreSettings;

class StoreCheckTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    Path folder;

    private final Report report = new Report();

    @Test
    void aStoreThatIsNotMadeYetIsFineAndIsNotMade() {
        assertThat(look(sqlite(KEY))).isEmpty();

        assertThat(report.isFine()).isTrue();
        assertThat(folder.resolve("store.db")).doesNotExist();
    }

    @Test
    void aStoreOfThisReleaseIsOpenedAndFoundWritable() {
        make(KEY);

        Optional<Database> store = look(sqlite(KEY));

        assertThat(store).isPresent();
        store.get().close();
        assertThat(report.isFine()).isTrue();
        assertThat(report.findings()).extracting(Finding::what).contains("tables", "writing");
    }

    @Test
    void aKeyThatDoesNotOpenWhatIsStoredIsNamed() {
        make(KEY);
        byte[] other = new byte[32];
        other[0] = 1;

        assertThat(look(sqlite(Base64.getEncoder().encodeToString(other)))).isEmpty();

        assertThat(onlyMistake().what()).isEqualTo("key");
        assertThat(onlyMistake().text()).contains("store.encryption-key", "login");
    }

    @Test
    void tablesOfAnotherReleaseAreNamed() {
        make(KEY);
        try (Database database = Database.open(sqlite(KEY))) {
            database.executeNow(
                    "older",
                    handle -> handle.execute(
                            "INSERT INTO flyway_schema_history SELECT installed_rank + 998, '999', description, type, script,"
                                    + " checksum, installed_by, installed_on, execution_time, success"
                                    + " FROM flyway_schema_history WHERE version = '1'"));
        }

        assertThat(look(sqlite(KEY))).isEmpty();

        assertThat(onlyMistake().text()).contains("newer release (schema 999)");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        assertThat(look(new StoreSettings("jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1", "u", "p", KEY)))
                .isEmpty();

        assertThat(onlyMistake().text()).contains("store.url").doesNotContain("connectTimeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs4", "NFS", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.s3fs", "glusterfs", "vboxsf"})
    void aNetworkFileSystemIsRefused(String type) {
        assertThat(new StoreFolder(any -> type, report).look(folder.resolve("store.db")))
                .isFalse();

        assertThat(onlyMistake().text()).contains(type, "jdbc:postgresql:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "apfs", "NTFS", "overlay", "tmpfs", "fuse.overlayfs"})
    void aDiskOfThisMachineIsFine(String type) {
        assertThat(new StoreFolder(any -> type, report).look(folder.resolve("made/later/store.db")))
                .isTrue();

        assertThat(report.isFine()).isTrue();
    }

    @Test
    void anUnknownFileSystemIsNotedAndUsed() {
        StoreFolder unknown = new StoreFolder(
                any -> {
                    throw new IOException("no such device");
                },
                report);

        assertThat(unknown.look(folder.resolve("store.db"))).isTrue();
        assertThat(report.findings()).extracting(Finding::level).containsExactly(Level.NOTE);
    }

    private Optional<Database> look(StoreSettings store) {
        Settings settings = Settings.load(new Properties(), Map.of(), new Properties());
        return new StoreCheck(settings, store, new StoreFolder(any -> "ext4", report), report).look();
    }

    private Finding onlyMistake() {
        return report.findings().stream()
                .filter(finding -> finding.level() == Level.MEND)
                .reduce((one, other) -> {
                    throw new AssertionError(one + " and " + other);
                })
                .orElseThrow();
    }

    private StoreSettings sqlite(String key) {
        return new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", key);
    }

    private void make(String key) {
        try (Database database = Database.open(sqlite(key))) {
            database.makeOrRequireCurrentSchema();
            new EncryptedSecrets(database, EncryptionKey.of(sqlite(key))).replace("partner-center.consent", "{}", 0);
        }
    }
}
