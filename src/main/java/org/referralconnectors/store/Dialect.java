package org.referralconnectors.store;

import com.zaxxer.hikari.HikariConfig;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementBuilderFactory;

/** The little that SQLite and PostgreSQL do not share; every other piece of SQL stands once, for both. */
interface Dialect {

    static Dialect of(StoreSettings settings) {
        return settings.isSqlite() ? new Sqlite(settings) : new PostgreSql(settings);
    }

    /** The expression for the time by the database's clock, in milliseconds since 1970; one value per statement. */
    String now();

    /** What ends a subselect so that two processes never wait for, or take, each other's rows. */
    String skipLocked();

    /** The definition of a column that numbers rows in the order of their insertion. */
    String identity();

    HikariConfig readers();

    HikariConfig writers();

    DataSource forMigration();

    /** How statements are prepared. */
    StatementBuilderFactory statements();

    /** Overwrites what was deleted, also in the log; {@code false} when somebody's long read keeps it from that. */
    boolean forgetDeleted(Handle handle);

    void begin(Handle handle);

    void commit(Handle handle);

    void rollback(Handle handle);

    /** Whether the same statements may well succeed if only they are run again, by SQLSTATE. */
    boolean mayPass(String sqlState);
}
