package org.referralconnectors.store;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One writer. A commit costs a write to the disk, however much is in it, so every unit that arrives while one is on its
 * way goes into the next. A group that fails is run again in halves, so that in the end only the unit at fault fails.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int LONGEST_QUEUE = 100_000;
    private static final int TRIES = 10;

    private final Jdbi jdbi;
    private final Dialect dialect;
    private final int largestGroup;
    private final Deque<Unit<?>> waiting = new ArrayDeque<>();
    private final RollCall rollCall = new RollCall();
    private final Thread thread;
    private boolean closed;

    GroupCommit(String name, Jdbi jdbi, Dialect dialect, int largestGroup) {
        this.jdbi = jdbi;
        this.dialect = dialect;
        this.largestGroup = largestGroup;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    synchronized <T> CompletableFuture<T> add(String sortKey, HandleCallback<T, RuntimeException> work) {
        Unit<T> unit = new Unit<>(sortKey, work);
        if (closed || waiting.size() >= LONGEST_QUEUE) {
            unit.fail(new StoreUnavailable(closed ? "The store is closed" : "The store can't keep up with its writes"));
            return unit.future();
        }
        waiting.add(unit);
        notifyAll();
        return unit.future();
    }

    String name() {
        return thread.getName();
    }

    /** See {@link RollCall}. */
    void call(Runnable answered) {
        rollCall.call(thread, this::wake, answered);
    }

    private synchronized void wake() {
        notifyAll();
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (List<Unit<?>> group = next(); !group.isEmpty(); group = next()) {
            group.sort(Comparator.comparing(Unit::sortKey));
            try {
                commit(group);
            } finally {
                group.forEach(Unit::abandon);
            }
        }
    }

    /** The next group; empty when there is nothing more to come. */
    private synchronized List<Unit<?>> next() {
        rollCall.answer();
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                closed = true;
            }
            rollCall.answer();
        }
        List<Unit<?>> group = new ArrayList<>();
        while (group.size() < largestGroup && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        return group;
    }

    private void commit(List<Unit<?>> group) {
        try {
            commitAndRepeat(group);
            group.forEach(Unit::succeed);
        } catch (RuntimeException e) {
            if (group.size() == 1 || isUnreachable(e)) {
                group.forEach(unit -> unit.fail(e));
                return;
            }
            int half = group.size() / 2;
            commit(group.subList(0, half));
            commit(group.subList(half, group.size()));
        }
    }

    private void commitAndRepeat(List<Unit<?>> group) {
        for (int tries = 1; ; tries++) {
            try {
                commitOnce(group);
                return;
            } catch (RuntimeException e) {
                if (tries == TRIES || !dialect.mayPass(sqlState(e))) {
                    throw e;
                }
            }
        }
    }

    private void commitOnce(List<Unit<?>> group) {
        try (Handle handle = jdbi.open()) {
            dialect.begin(handle);
            boolean committed = false;
            try {
                group.forEach(unit -> unit.run(handle));
                dialect.commit(handle);
                committed = true;
            } finally {
                if (!committed) {
                    rollback(handle);
                }
            }
        }
    }

    private void rollback(Handle handle) {
        try {
            dialect.rollback(handle);
        } catch (RuntimeException undone) {
            LOG.debug("SQLite has undone some failures by itself, and a lost connection undoes everything", undone);
        }
    }

    /** Class 08 is a connection that failed, 57P a server that is going down or not yet up. */
    private static boolean isUnreachable(Throwable e) {
        String state = sqlState(e);
        return state.startsWith("08") || state.startsWith("57P") || e instanceof ConnectionException;
    }

    private static String sqlState(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }
}
