package org.referralconnectors.store;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** The version of the store's tables, kept by Flyway. */
final class Schema {
    private final StoreSettings settings;
    private final Flyway flyway;

    Schema(StoreSettings settings, Dialect dialect) {
        this.settings = settings;
        this.flyway = Flyway.configure()
                .dataSource(dialect.forMigration())
                .locations("classpath:db/migration")
                .placeholders(Map.of("identity", dialect.identity(), "erasureKey", Tombstones.newKey()))
                .load();
    }

    void migrate() {
        try {
            refuseNewer(flyway.info());
            flyway.migrate();
        } catch (FlywayException e) {
            throw unreadable(e);
        }
    }

    boolean isEmpty() {
        try {
            return flyway.info().current() == null;
        } catch (FlywayException e) {
            throw unreadable(e);
        }
    }

    /** An empty store can't be of another release, so whoever comes first may make the tables. */
    void makeOrRequireCurrent() {
        try {
            MigrationInfoService info = flyway.info();
            if (info.current() == null) {
                flyway.migrate();
            } else {
                requireCurrent(info);
            }
        } catch (FlywayException e) {
            throw unreadable(e);
        }
    }

    void requireCurrent() {
        try {
            requireCurrent(flyway.info());
        } catch (FlywayException e) {
            throw unreadable(e);
        }
    }

    private void requireCurrent(MigrationInfoService info) {
        refuseNewer(info);
        if (info.current() == null) {
            throw new WrongSchema(
                    "The store at " + settings.shownUrl() + " is empty: start `run` once, it makes the tables.");
        }
        if (info.pending().length > 0) {
            throw new WrongSchema("The store at " + settings.shownUrl() + " has the tables of an older release (schema "
                    + info.current().getVersion() + "): start this release's `run` once, it brings them up to date.");
        }
    }

    private void refuseNewer(MigrationInfoService info) {
        for (MigrationInfo migration : info.applied()) {
            if (migration.getState().name().startsWith("FUTURE")) {
                throw new WrongSchema(
                        "The store at " + settings.shownUrl() + " has the tables of a newer release (schema "
                                + migration.getVersion() + "): use that release, or the store of this one.");
            }
        }
    }

    /** Flyway's messages are tables of many lines; the first says what is wrong. */
    private StoreUnavailable unreadable(FlywayException e) {
        String what = e.getMessage().lines().findFirst().orElse("unknown");
        return new StoreUnavailable("The tables of the store at " + settings.shownUrl() + " can't be read: " + what, e);
    }
}
