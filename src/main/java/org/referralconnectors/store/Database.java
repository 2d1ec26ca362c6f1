package org.referralconnectors.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * The one way to the tables. Reads run at once, on connections of their own. Writes are <em>units</em>: what one unit
 * does happens as a whole or not at all, and all units that wait while one commit is on its way share the next.
 *
 * <p>A unit may be run more than once, so it does nothing but SQL on its handle, and never begins, commits or closes.
 * In SQL, {@code <now>} stands for the time by the database's clock, in milliseconds since 1970.
 */
public final class Database implements AutoCloseable {
    private final StoreSettings settings;
    private final Dialect dialect;
    private final Schema schema;
    private final HikariDataSource readerPool;
    private final HikariDataSource writerPool;
    private final Jdbi readers;
    private final List<GroupCommit> writers;

    /** @throws StoreUnavailable naming what is wrong, when the store can't be reached */
    public static Database open(StoreSettings settings) {
        return open(settings, Dialect.of(settings));
    }

    static Database open(StoreSettings settings, Dialect dialect) {
        try {
            return new Database(settings, dialect);
        } catch (RuntimeException e) {
            throw e instanceof StoreUnavailable known ? known : unreachable(settings, e);
        }
    }

    private Database(StoreSettings settings, Dialect dialect) {
        this.settings = settings;
        this.dialect = dialect;
        schema = new Schema(settings, dialect);
        HikariConfig writing = dialect.writers();
        writerPool = new HikariDataSource(writing);
        readerPool = new HikariDataSource(dialect.readers());
        readers = jdbi(readerPool, dialect);
        Jdbi jdbi = jdbi(writerPool, dialect);
        int several = writing.getMaximumPoolSize();
        writers = IntStream.range(0, several)
                .mapToObj(n -> new GroupCommit("store-writer-" + n, jdbi, dialect, n == 0 && several > 1 ? 1 : 500))
                .toList();
    }

    /** Brings the tables to this release's version; {@code run} alone calls it. */
    public void migrate() {
        schema.migrate();
    }

    /** @throws WrongSchema when the tables are not exactly this release's */
    public void requireCurrentSchema() {
        schema.requireCurrent();
    }

    /** Whether nobody has made the tables yet. */
    public boolean isEmpty() {
        return schema.isEmpty();
    }

    /**
     * Makes the tables in an empty store; never changes those of another release.
     *
     * @throws WrongSchema when there are tables, and not exactly this release's
     */
    public void makeOrRequireCurrentSchema() {
        schema.makeOrRequireCurrent();
    }

    /** Now, by the database's clock, which dates requests. */
    public Instant time() {
        return read(handle -> handle.createQuery("SELECT <now>")
                .mapTo(Long.class)
                .map(Instant::ofEpochMilli)
                .one());
    }

    public <T> T read(HandleCallback<T, RuntimeException> query) {
        return readers.withHandle(query);
    }

    /**
     * Runs a unit, and returns its result once it is on disk, or throws what it threw once it is undone. Every caller
     * waits: the writer's queue has an end, and a unit that it refuses, and that nobody waits for, would be lost.
     *
     * @param sortKey the referral id, or the name of what is written: units with one key run in the order given, and
     *     groups are sorted by it, so that two replicas lock rows in one order. Empty for a unit that touches several
     *     referrals, in the order of their ids: between replicas such a unit shares no commit
     */
    public <T> T writeNow(String sortKey, HandleCallback<T, RuntimeException> unit) {
        refuseWriter();
        try {
            return write(sortKey, unit).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** As {@link #writeNow}, for a unit without a result. */
    public void executeNow(String sortKey, HandleConsumer<RuntimeException> unit) {
        writeNow(sortKey, unit.asCallback());
    }

    /**
     * As {@link #executeNow}, for a caller who can't wait for long.
     *
     * @throws StoreUnavailable when it took longer; the unit may still be written then
     */
    public void executeWithin(Duration patience, String sortKey, HandleConsumer<RuntimeException> unit) {
        refuseWriter();
        try {
            execute(sortKey, unit).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new StoreUnavailable("The store did not take it within " + patience, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopping", e);
        }
    }

    /** Kept apart from the store; where an SQLite store has none yet, it is made. */
    EncryptionKey key() {
        return EncryptionKey.of(settings);
    }

    /** The key of the hashes of one kind of values. */
    public byte[] hashKey(String label) {
        return read(handle -> DerivedKeys.of(key(), handle).of(label).getEncoded());
    }

    /** By which each of the writing threads is called; see {@link RollCall}. */
    public Map<String, Consumer<Runnable>> writerCalls() {
        return writers.stream().collect(Collectors.toMap(GroupCommit::name, writer -> writer::call));
    }

    /** Overwrites what was deleted, wherever it was; {@code false} when somebody's long read keeps it from that. */
    public boolean forgetDeleted() {
        try (Handle handle = Jdbi.open(dialect.forMigration())) {
            return dialect.forgetDeleted(handle);
        }
    }

    /** Takes no more units, and returns when those taken are on disk. */
    @Override
    public void close() {
        writers.forEach(GroupCommit::close);
        writerPool.close();
        readerPool.close();
    }

    /** What depends on the future runs on the writer's thread unless it is attached with an {@code ...Async} method. */
    <T> CompletableFuture<T> write(String sortKey, HandleCallback<T, RuntimeException> unit) {
        return writerOf(sortKey).add(sortKey, unit);
    }

    CompletableFuture<Void> execute(String sortKey, HandleConsumer<RuntimeException> unit) {
        return write(sortKey, unit.asCallback());
    }

    private void refuseWriter() {
        if (writers.stream().anyMatch(GroupCommit::isCurrentThread)) {
            throw new IllegalStateException("The writer's thread can't wait for itself: attach with an Async method");
        }
    }

    /** The first of several writers is for the units that share no commit. */
    private GroupCommit writerOf(String sortKey) {
        int sharing = writers.size() - 1;
        return sharing == 0 || sortKey.isEmpty()
                ? writers.get(0)
                : writers.get(1 + Math.floorMod(sortKey.hashCode(), sharing));
    }

    /** Exceptions show no bound values: they end in logs, and values are people's names and addresses. */
    private static Jdbi jdbi(HikariDataSource pool, Dialect dialect) {
        Jdbi jdbi = Jdbi.create(pool);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        jdbi.setStatementBuilderFactory(dialect.statements());
        return jdbi.define("now", dialect.now()).define("skipLocked", dialect.skipLocked());
    }

    private static StoreUnavailable unreachable(StoreSettings settings, RuntimeException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new StoreUnavailable(
                "The store at " + settings.shownUrl() + " (store.url, store.user, store.password) can't be reached: "
                        + root.getMessage(),
                e);
    }
}
