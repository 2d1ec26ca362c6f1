package org.referralconnectors.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Backup;
import org.referralconnectors.store.StoreSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies the store. */
@Command(
        name = "backup",
        description = {
            "Copies an SQLite store to a new file, as it is at one moment, while a process uses it.",
            "The key file beside the store is not in it: keep a copy of that apart, without it the login is lost."
        },
        footer = {"Examples:", "  store backup backup/referral-connectors.db"})
final class BackupCommand extends Options implements Callable<Integer> {

    @Parameters(paramLabel = "PATH", description = "A file that is not there yet.")
    private Path path;

    @Override
    public Integer call() {
        Settings settings = settings();
        settings.validateForStore();
        StoreSettings store = Parts.store(settings);
        if (!store.isSqlite()) {
            complain("A PostgreSQL store is backed up by its own tools: pg_dump");
            return Main.FAILED;
        }
        Parts.database(settings, false).close();
        new Backup(store).writeTo(path);
        print("backed up to " + path);
        return 0;
    }
}
