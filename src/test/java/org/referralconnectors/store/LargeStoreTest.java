package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.ops.LongWork;
import org.referralconnectors.ops.Operations;

/** What costs the same in a store of two hundred thousand rows as in an empty one. */
class LargeStoreTest {
    private static final int ROWS = 200_000;
    /** About a millisecond. */
    private static final long LITTLE = 3_000;

    @TempDir
    Path folder;

    private final CountedSteps steps = new CountedSteps();
    private Database database;

    @BeforeEach
    void open() {
        database = steps.open(new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", ""));
        database.migrate();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aLookAtTheQueueCostsTheSameHoweverManyRequestsWaitForLater() {
        for (Priority priority : Priority.values()) {
            fill("INSERT INTO requests (referral_id, state, seq, priority, due_at, requested_at)"
                    + " SELECT 'r-" + priority + "-' || n, 'waiting', 1, " + priority.ordinal()
                    + ", <now> + 3600000 + n, <now> FROM numbers");
        }
        Backlog backlog = new Backlog(database);
        Claims claims = new Claims(database, Duration.ZERO);
        assertThat(claims.claim(16)).isEmpty();
        assertThat(steps.written(() -> claims.claim(16))).isLessThan(LITTLE);
        assertThat(steps.read(backlog::nextDue)).isLessThan(LITTLE);
        assertThat(backlog.nextDue().orElseThrow()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    /** Other pairs' decisions are read beside the writer; it changes by their keys the few that name the referral. */
    @Test
    void anErasureCostsTheWriterTheSameHoweverManyDecisionsOthersHave() {
        String erased = ListJourney.referral(7);
        fill("INSERT INTO history (referral_id, at, flow, outcome, digest) SELECT 'r-' || n, 0, 'drop', CASE WHEN n % "
                + ROWS / 4 + " = 0 THEN 'its lead is with " + erased + "' ELSE 'done' END, n FROM numbers");
        Pairs pairs = new Pairs(database);
        database.executeNow(
                "", handle -> pairs.save(handle, Pair.first(erased, "in-step").withLead("lead-1")));
        long[] longest = {0};
        long[] before = {steps.written()};
        LongWork longWork = new Operations(Tables.of(database), () -> {}).longWork();
        longWork.erase(erased, walk -> {
            longest[0] = Math.max(longest[0], steps.written() - before[0]);
            before[0] = steps.written();
        });
        assertThat(longest[0]).as("steps of the longest unit").isBetween(1L, LITTLE);
        long named = database.read(
                handle -> handle.createQuery("SELECT COUNT(*) FROM history WHERE outcome LIKE '%' || :id || '%'")
                        .bind("id", erased)
                        .mapTo(Long.class)
                        .one());
        assertThat(named).isZero();
    }

    /** @param insert from a table of all {@code n} below {@link #ROWS} */
    private void fill(String insert) {
        database.executeNow("", handle -> handle.execute(insert.replace("FROM numbers", numbers(ROWS))));
    }

    /** For SQLite: a table of all {@code n} below a number. */
    static String numbers(int rows) {
        return "FROM (WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n \\< "
                + (rows - 1) + ") SELECT n FROM numbers)";
    }
}
