package org.referralconnectors.store;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.ds.PGSimpleDataSource;

/** A server for several replicas; a few writers hide the network's latency from each other. */
final class PostgreSql implements Dialect {
    private static final int WRITERS = 5;
    /** Serialization failure, deadlock, and a unique row that another transaction made a moment ago. */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "23505");

    private final StoreSettings settings;

    PostgreSql(StoreSettings settings) {
        this.settings = settings;
    }

    @Override
    public String now() {
        return "CAST(extract(epoch FROM statement_timestamp()) * 1000 AS BIGINT)";
    }

    @Override
    public String skipLocked() {
        return "FOR UPDATE SKIP LOCKED";
    }

    @Override
    public String identity() {
        return "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
    }

    @Override
    public HikariConfig readers() {
        return pool("store-readers", 8);
    }

    @Override
    public HikariConfig writers() {
        return pool("store-writers", WRITERS);
    }

    @Override
    public DataSource forMigration() {
        return source();
    }

    /** The driver keeps its own. */
    @Override
    public StatementBuilderFactory statements() {
        return DefaultStatementBuilder.FACTORY;
    }

    @Override
    public void begin(Handle handle) {
        handle.begin();
    }

    /** Where a statement has failed and its unit goes on, the server answers COMMIT by a rollback, without an error. */
    @Override
    public void commit(Handle handle) {
        if (transactionState(handle) == TransactionState.FAILED) {
            throw new IllegalStateException("A statement of this unit failed, and the unit went on");
        }
        handle.commit();
    }

    @Override
    public void rollback(Handle handle) {
        handle.rollback();
    }

    /** What was deleted is out of reach at once, and its place is used again after the server's own vacuum. */
    @Override
    public boolean forgetDeleted(Handle handle) {
        return true;
    }

    @Override
    public boolean mayPass(String sqlState) {
        return PASSING.contains(sqlState);
    }

    private HikariConfig pool(String name, int size) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDataSource(source());
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(10_000);
        // The rows of a process that was suspended within a transaction would else stay locked until it wakes up.
        pool.setConnectionInitSql("SET idle_in_transaction_session_timeout = '10s'");
        return pool;
    }

    private DataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(10);
        source.setSocketTimeout(60);
        source.setTcpKeepAlive(true);
        source.setLogServerErrorDetail(false);
        source.setApplicationName("referral-connectors");
        source.setUrl(settings.url());
        if (!settings.user().isEmpty()) {
            source.setUser(settings.user());
            source.setPassword(settings.password());
        }
        return source;
    }

    private static TransactionState transactionState(Handle handle) {
        try {
            return handle.getConnection().unwrap(BaseConnection.class).getTransactionState();
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }
}
