package org.referralconnectors.store;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementBuilderFactory;

/** A dialect whose database clock stands still until a test moves it. */
record SetClock(Dialect dialect) implements Dialect {
    static final long BEGIN = 1_800_000_000_000L;

    static void install(Database database) {
        database.executeNow("", handle -> {
            handle.execute("CREATE TABLE test_clock (ms BIGINT NOT NULL)");
            handle.execute("INSERT INTO test_clock VALUES (?)", BEGIN);
        });
    }

    static void reset(Handle handle) {
        handle.execute("UPDATE test_clock SET ms = ?", BEGIN);
    }

    static void advance(Database database, Duration by) {
        database.executeNow("", handle -> handle.execute("UPDATE test_clock SET ms = ms + ?", by.toMillis()));
    }

    @Override
    public String now() {
        return "(SELECT ms FROM test_clock)";
    }

    @Override
    public String skipLocked() {
        return dialect.skipLocked();
    }

    @Override
    public boolean forgetDeleted(Handle handle) {
        return dialect.forgetDeleted(handle);
    }

    @Override
    public String identity() {
        return dialect.identity();
    }

    @Override
    public HikariConfig readers() {
        return dialect.readers();
    }

    @Override
    public HikariConfig writers() {
        return dialect.writers();
    }

    @Override
    public DataSource forMigration() {
        return dialect.forMigration();
    }

    @Override
    public StatementBuilderFactory statements() {
        return dialect.statements();
    }

    @Override
    public void begin(Handle handle) {
        dialect.begin(handle);
    }

    @Override
    public void commit(Handle handle) {
        dialect.commit(handle);
    }

    @Override
    public void rollback(Handle handle) {
        dialect.rollback(handle);
    }

    @Override
    public boolean mayPass(String sqlState) {
        return dialect.mayPass(sqlState);
    }
}
