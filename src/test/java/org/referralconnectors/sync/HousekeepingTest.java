package org.referralconnectors.sync;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Decision;
import org.referralconnectors.store.History;
import org.referralconnectors.store.StoreSettings;
import org.referralconnectors.store.Tables;

class HousekeepingTest {

    private static final Duration RETENTION = Duration.ofDays(90);

    @TempDir
    Path folder;

    @Test
    void decisionsOlderThanTheRetentionAreRemovedAndYoungerOnesStay() {
        try (Database database =
                Database.open(new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", ""))) {
            database.migrate();
            decide(database, "old", RETENTION.plusHours(1));
            decide(database, "young", RETENTION.minusHours(1));
            housekeeping(database).look();
            assertThat(new History(database).of("old")).isEmpty();
            assertThat(new History(database).of("young")).hasSize(1);
        }
    }

    @Test
    void noByteOfARemovedDecisionIsLeftInTheFiles() throws IOException {
        try (Database database =
                Database.open(new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", ""))) {
            database.migrate();
            decide(database, "old", RETENTION.plusHours(1));
            decide(database, "young", RETENTION.minusHours(1));
            assertThat(onDisk()).contains("value of old", "value of young");
            housekeeping(database).look();
            assertThat(onDisk()).contains("value of young").doesNotContain("value of old");
        }
    }

    private static Housekeeping housekeeping(Database database) {
        Tables tables = Tables.of(database);
        return new Housekeeping(
                tables.ticks(),
                new Heartbeat(new Claims(database, Duration.ZERO), Clock.systemUTC()),
                List.of(new ChangedRules(tables, "rules", () -> {}), new Retention(tables, RETENTION)));
    }

    private String onDisk() throws IOException {
        return Files.readString(folder.resolve("store.db"), ISO_8859_1)
                + Files.readString(folder.resolve("store.db-wal"), ISO_8859_1);
    }

    private static void decide(Database database, String id, Duration ago) {
        database.executeNow(id, handle -> {
            new History(database)
                    .add(
                            handle,
                            new Decision(id, Instant.EPOCH, null, "drop", "dropped", null, "value of " + id, null));
            handle.createUpdate("UPDATE history SET at = at - :ago WHERE referral_id = :id")
                    .bind("ago", ago.toMillis())
                    .bind("id", id)
                    .execute();
        });
    }
}
