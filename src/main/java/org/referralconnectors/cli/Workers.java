package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.SYNC_HISTORY_RETENTION;
import static org.referralconnectors.settings.Setting.SYNC_WORKERS;

import org.apache.camel.CamelContext;
import org.referralconnectors.dynamics.Organisations;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.Database;
import org.referralconnectors.sync.Connection;
import org.referralconnectors.sync.Dispatcher;
import org.referralconnectors.sync.Failures;
import org.referralconnectors.sync.Gates;
import org.referralconnectors.sync.Heartbeat;
import org.referralconnectors.sync.Hooks;
import org.referralconnectors.sync.Housekeeping;
import org.referralconnectors.sync.Runs;
import org.referralconnectors.sync.Tracing;

/** Those who work requests in this process; a process that only runs a command has none. */
final class Workers {

    private final Settings settings;
    private final Database database;
    private final Claims claims;
    private final Heartbeat heartbeat;
    private final Tracing tracing;
    private Dispatcher dispatcher;

    Workers(Settings settings, Database database, Claims claims, Heartbeat heartbeat, Tracing tracing) {
        this.settings = settings;
        this.database = database;
        this.claims = claims;
        this.heartbeat = heartbeat;
        this.tracing = tracing;
    }

    void start(
            CamelContext context, Runs runs, Failures failures, Gates gates, Organisations organisations, Hooks hooks) {
        Connection connection = new Connection(context, organisations, failures);
        Housekeeping housekeeping =
                new Housekeeping(database, settings.duration(SYNC_HISTORY_RETENTION), Parts.rules(settings));
        housekeeping.startedUnderRules();
        dispatcher = new Dispatcher(
                context,
                heartbeat,
                new Backlog(database),
                runs,
                failures,
                gates,
                connection,
                housekeeping,
                tracing,
                hooks,
                settings.integer(SYNC_WORKERS));
        dispatcher.start();
    }

    /** Before the start they have nothing to look for. */
    boolean areLooking() {
        return dispatcher == null || dispatcher.isLooking();
    }

    void hint() {
        if (dispatcher != null) {
            dispatcher.hint();
        }
    }

    void stop() {
        if (dispatcher != null) {
            dispatcher.stop();
        }
    }
}
