package org.referralconnectors.store;

import com.zaxxer.hikari.HikariConfig;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.sqlite.ProgressHandler;

/**
 * How much work SQLite does for a call, in steps of its virtual machine, of which it takes some millions in a second. A
 * count says the same on every machine, where a time does not.
 */
final class CountedSteps {
    private static final int EVERY = 100;

    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();

    /** @param settings of an SQLite store */
    Database open(StoreSettings settings) {
        Sqlite sqlite = new Sqlite(settings);
        Dialect counted = (Dialect) Proxy.newProxyInstance(
                Dialect.class.getClassLoader(), new Class<?>[] {Dialect.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(sqlite, arguments);
                    switch (method.getName()) {
                        case "writers" -> count((HikariConfig) answer, written);
                        case "readers" -> count((HikariConfig) answer, read);
                        default -> {}
                    }
                    return answer;
                });
        return Database.open(settings, counted);
    }

    /** Steps that the writer has taken so far. */
    long written() {
        return written.get();
    }

    /** Steps that the writer took, while nobody else writes. */
    long written(Runnable work) {
        return count(written, work);
    }

    long read(Supplier<?> work) {
        return count(read, work::get);
    }

    private static long count(AtomicLong steps, Runnable work) {
        long before = steps.get();
        work.run();
        return steps.get() - before;
    }

    private static void count(HikariConfig pool, AtomicLong steps) {
        DataSource source = pool.getDataSource();
        pool.setDataSource((DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(source, arguments);
                    if (answer instanceof Connection connection) {
                        handle(connection, steps);
                    }
                    return answer;
                }));
    }

    private static void handle(Connection connection, AtomicLong steps) throws SQLException {
        ProgressHandler.setHandler(connection, EVERY, new ProgressHandler() {
            @Override
            protected int progress() {
                steps.addAndGet(EVERY);
                return 0;
            }
        });
    }
}
