package org.referralconnectors.store;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * One file, one writer at a time. Connections stay in autocommit, so that none holds a transaction while it idles; the
 * writer says BEGIN IMMEDIATE itself, because a deferred transaction that reads before it writes fails at once,
 * whatever the time-out (SQLITE_BUSY_SNAPSHOT).
 */
final class Sqlite implements Dialect {
    private static final Duration BUSY = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(250);
    private static final int CUTS = 20;
    private static final int LARGEST_IDLE_LOG = 64 << 20;
    private final StoreSettings settings;

    Sqlite(StoreSettings settings) {
        this.settings = settings;
        createFile();
    }

    @Override
    public String now() {
        return "CAST(unixepoch('now', 'subsec') * 1000 + 0.5 AS BIGINT)";
    }

    @Override
    public String skipLocked() {
        return "";
    }

    @Override
    public String identity() {
        return "INTEGER PRIMARY KEY AUTOINCREMENT";
    }

    @Override
    public HikariConfig readers() {
        HikariConfig pool = pool("store-readers", 4);
        pool.setConnectionInitSql("PRAGMA query_only = 1");
        return pool;
    }

    @Override
    public HikariConfig writers() {
        return pool("store-writer", 1);
    }

    @Override
    public DataSource forMigration() {
        SQLiteConfig config = config();
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        return source(config);
    }

    @Override
    public StatementBuilderFactory statements() {
        return CachedStatements.perConnection();
    }

    @Override
    public void begin(Handle handle) {
        handle.execute("BEGIN IMMEDIATE");
    }

    @Override
    public void commit(Handle handle) {
        handle.execute("COMMIT");
    }

    @Override
    public void rollback(Handle handle) {
        handle.execute("ROLLBACK");
    }

    /**
     * Deleted rows are overwritten (secure_delete); the log that still holds them goes into the file, and is cut. While
     * the cut waits for a read, nobody can write: so most of the log goes into the file before, beside all others, and
     * the cut waits for a moment only, several times.
     */
    @Override
    public boolean forgetDeleted(Handle handle) {
        handle.execute("PRAGMA busy_timeout = " + MOMENT.toMillis());
        boolean cut = false;
        for (int tries = 0; tries < CUTS && !cut; tries++) {
            checkpoint(handle, "PASSIVE");
            cut = checkpoint(handle, "TRUNCATE");
        }
        return cut;
    }

    private static boolean checkpoint(Handle handle, String mode) {
        return handle.createQuery("PRAGMA wal_checkpoint(" + mode + ")")
                        .map((row, context) -> row.getInt(1))
                        .one()
                == 0;
    }

    @Override
    public boolean mayPass(String sqlState) {
        return false;
    }

    private HikariConfig pool(String name, int size) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDataSource(source(config()));
        pool.setMaximumPoolSize(size);
        pool.setMaxLifetime(0);
        return pool;
    }

    private DataSource source(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(settings.url());
        return source;
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout((int) BUSY.toMillis());
        config.setJournalSizeLimit(LARGEST_IDLE_LOG);
        config.setPragma(Pragma.SECURE_DELETE, "true");
        return config;
    }

    /** SQLite takes an empty file for an empty database, and makes its log with the same permissions. */
    private void createFile() {
        Path file = settings.sqliteFile();
        try {
            OwnerOnly.createFolders(file.getParent());
            if (Files.notExists(file)) {
                OwnerOnly.create(file);
            }
        } catch (FileAlreadyExistsException anotherProcessWasFirst) {
            return;
        } catch (IOException e) {
            throw new StoreUnavailable(
                    "The file or folder of " + settings.shownUrl() + " (store.url) can't be made: " + e, e);
        }
    }
}
