package org.referralconnectors.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The two databases that the store must behave the same on, each started and migrated once for all tests. */
enum Engine {
    SQLITE,
    POSTGRESQL;

    static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final Map<Engine, StoreSettings> STARTED = new ConcurrentHashMap<>();
    private static final Map<Engine, Database> MIGRATED = new ConcurrentHashMap<>();

    StoreSettings settings() {
        return STARTED.computeIfAbsent(this, Engine::start);
    }

    /** The one that all tests share; its clock stands still. */
    Database database() {
        return MIGRATED.computeIfAbsent(this, Engine::migrate);
    }

    /** What another process on the same store would open; the caller closes it. */
    Database another() {
        return Database.open(settings(), new SetClock(Dialect.of(settings())));
    }

    /** A store without tables; the caller closes what it opens there. */
    StoreSettings emptyStore(String name) {
        return this == SQLITE ? sqlite() : postgresDatabase(name);
    }

    private Database migrate() {
        Database database = another();
        database.migrate();
        SetClock.install(database);
        return database;
    }

    private StoreSettings start() {
        return this == SQLITE ? sqlite() : postgres();
    }

    private static StoreSettings sqlite() {
        try {
            String file =
                    Files.createTempDirectory("store").resolve("data/store.db").toString();
            return new StoreSettings("jdbc:sqlite:" + file, "", "", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoreSettings postgres() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.start();
            return new StoreSettings(server.getJdbcUrl("postgres", "postgres"), "", "", KEY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoreSettings postgresDatabase(String name) {
        database().read(handle -> handle.execute("CREATE DATABASE " + name));
        return new StoreSettings(settings().url().replace("/postgres?", "/" + name + "?"), "", "", KEY);
    }
}
