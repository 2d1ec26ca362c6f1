package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.SYNC_HISTORY_RETENTION;
import static org.referralconnectors.settings.Setting.SYNC_WORKERS;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.referralconnectors.dynamics.Organisations;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Tables;
import org.referralconnectors.sync.Backfill;
import org.referralconnectors.sync.ChangedRules;
import org.referralconnectors.sync.Chore;
import org.referralconnectors.sync.Connection;
import org.referralconnectors.sync.Dispatcher;
import org.referralconnectors.sync.Failures;
import org.referralconnectors.sync.Gates;
import org.referralconnectors.sync.Heartbeat;
import org.referralconnectors.sync.Hooks;
import org.referralconnectors.sync.Housekeeping;
import org.referralconnectors.sync.LeftBackfill;
import org.referralconnectors.sync.Retention;
import org.referralconnectors.sync.Runs;
import org.referralconnectors.sync.Tracing;

/** Those who work requests in this process; a process that only runs a command has none. */
final class Workers {

    private final Settings settings;
    private final Database database;
    private final Claims claims;
    private final Heartbeat heartbeat;
    private final Tracing tracing;
    private Failures failures;
    private Connection connection;
    private Dispatcher dispatcher;
    private Housekeeping housekeeping;

    Workers(Settings settings, Database database, Claims claims, Heartbeat heartbeat, Tracing tracing) {
        this.settings = settings;
        this.database = database;
        this.claims = claims;
        this.heartbeat = heartbeat;
        this.tracing = tracing;
    }

    void start(
            CamelContext context,
            Runs runs,
            Failures failures,
            Gates gates,
            Organisations organisations,
            Hooks hooks,
            Backfill backfill) {
        this.failures = failures;
        failures.start(context);
        connection = new Connection(context, organisations, failures, gates, database::time, this::hint);
        dispatcher = new Dispatcher(
                context,
                heartbeat,
                new Backlog(database),
                runs,
                failures,
                gates,
                connection,
                tracing,
                hooks,
                settings.integer(SYNC_WORKERS));
        housekeeping = housekeeping(new LeftBackfill(backfill, gates, context, Clock.systemUTC()));
        dispatcher.start();
        housekeeping.start();
    }

    private Housekeeping housekeeping(LeftBackfill left) {
        Tables tables = Tables.of(database);
        List<Chore> chores =
                new ArrayList<>(new Operations(tables, this::hint).longWork().chores());
        chores.add(new Retention(tables, settings.duration(SYNC_HISTORY_RETENTION)));
        chores.add(left);
        chores.add(new ChangedRules(tables, Parts.rules(settings), this::hint));
        return new Housekeeping(tables.ticks(), heartbeat, chores);
    }

    /** By which each of their threads is called, once they have started. */
    Map<String, Consumer<Runnable>> calls() {
        return Map.of("dispatcher", dispatcher::call, "heartbeat", heartbeat::call, "housekeeping", housekeeping::call);
    }

    /** Learns the organisation anew for who asked then; returns when it was tried. */
    void learnNow(Instant asked) {
        if (connection != null) {
            connection.learnNow(asked);
        }
    }

    void hint() {
        if (dispatcher != null) {
            dispatcher.hint();
        }
    }

    void stop() {
        if (dispatcher != null) {
            housekeeping.stop();
            dispatcher.stop();
            failures.stop();
        }
    }
}
