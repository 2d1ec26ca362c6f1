package org.referralconnectors.check;

import static org.referralconnectors.settings.Setting.PARTNER_CENTER_TENANT_ID;

import java.nio.file.Files;
import java.util.Optional;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.EncryptedSecrets;
import org.referralconnectors.store.EncryptionKey;
import org.referralconnectors.store.Facts;
import org.referralconnectors.store.StoreSettings;
import org.referralconnectors.store.StoreUnavailable;
import org.referralconnectors.store.WrongKey;
import org.referralconnectors.store.WrongSchema;

/** The store: reachable, of this release, writable, readable with its key, and of this tenant. Makes nothing. */
public final class StoreCheck {

    private static final String WHERE = "store";

    private final Settings settings;
    private final StoreSettings store;
    private final StoreFolder folder;
    private final Report report;

    public StoreCheck(Settings settings, StoreSettings store, StoreFolder folder, Report report) {
        this.settings = settings;
        this.store = store;
        this.folder = folder;
        this.report = report;
    }

    /** @return the open store, which the caller closes; empty when it can't be used, or isn't made yet */
    public Optional<Database> look() {
        if (store.isSqlite() && !folder.look(store.sqliteFile())) {
            return Optional.empty();
        }
        if (store.isSqlite() && Files.notExists(store.sqliteFile())) {
            notMadeYet();
            return Optional.empty();
        }
        try {
            return usable(Database.open(store));
        } catch (StoreUnavailable unavailable) {
            report.mend(WHERE, "connection", unavailable.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Database> usable(Database database) {
        try {
            if (database.isEmpty()) {
                notMadeYet();
            } else {
                database.requireCurrentSchema();
                report.ok(WHERE, "tables", "of this release");
                if (isWritable(database) & opensWithItsKey(database)) {
                    tenant(new Facts(database));
                    return Optional.of(database);
                }
            }
        } catch (WrongSchema | StoreUnavailable wrong) {
            report.mend(WHERE, "tables", wrong.getMessage());
        }
        database.close();
        return Optional.empty();
    }

    private void notMadeYet() {
        report.ok(WHERE, "tables", "none yet: login or the first run makes them");
    }

    private boolean isWritable(Database database) {
        try {
            database.executeNow("check", handle -> handle.execute("UPDATE facts SET value = value WHERE name = ''"));
            report.ok(WHERE, "writing", "works");
            return true;
        } catch (RuntimeException refused) {
            report.mend(
                    WHERE,
                    "writing",
                    "the store refuses writes",
                    "free space on its disk, or give this user its file and folder");
            return false;
        }
    }

    private boolean opensWithItsKey(Database database) {
        try {
            new EncryptedSecrets(database, EncryptionKey.of(store)).read("partner-center.consent");
            return true;
        } catch (WrongKey | StoreUnavailable wrong) {
            report.mend(
                    WHERE,
                    "key",
                    wrong.getMessage(),
                    "put the key back (store.encryption-key, or the key file beside the store), or run login anew");
            return false;
        }
    }

    private void tenant(Facts facts) {
        String ours = settings.text(PARTNER_CENTER_TENANT_ID);
        facts.find("partner-center.tenant")
                .filter(known -> !known.equals(ours))
                .ifPresent(known -> report.mend(
                        WHERE,
                        "tenant",
                        "it was filled from tenant " + known + ", and partner-center.tenant-id is " + ours,
                        "use another store.url for this one, or correct the setting"));
    }
}
