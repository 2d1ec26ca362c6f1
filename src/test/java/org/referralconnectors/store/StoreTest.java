package org.referralconnectors.store;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A test that must pass on both databases; it begins with empty tables, and time moves only when it says so. */
@ParameterizedClass(name = "{0}")
@EnumSource(Engine.class)
abstract class StoreTest {
    private static final List<String> TABLES = List.of(
            "requests",
            "pairs",
            "engagements",
            "history",
            "cursors",
            "ticks",
            "pauses",
            "secrets",
            "moves",
            "not_referrals",
            "tombstones",
            "engagements",
            "walks",
            "shown");

    @Parameter
    Engine engine;

    Database database;

    @BeforeEach
    void beginEmpty() {
        database = engine.database();
        database.executeNow("", handle -> {
            TABLES.forEach(table -> handle.execute("DELETE FROM " + table));
            handle.execute("DELETE FROM facts WHERE name <> 'erasure.key'");
            SetClock.reset(handle);
        });
    }

    void pass(Duration time) {
        SetClock.advance(database, time);
    }
}
