package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Long work in 32 MB: a million rows of each list; and for what goes through the store 100,000 pairs, since there one
 * unit is like the next, and what a pair left behind in memory (a hundred bytes are enough) would not fit either.
 */
class SmallHeapTest {

    private static final int MILLION = 1_000_000;
    private static final int PAIRS = 100_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ListJourney.List.class)
    void aMillionRowsOfAListAreWalked(ListJourney.List list) throws Exception {
        fill("");
        assertThat(run(list.name(), MILLION)).isEqualTo(MILLION / 100);
    }

    @ParameterizedTest
    @CsvSource({"SYNC, 100000", "RULES, 100000", "REPLAY, 100000", "ERASE, 0", "RETENTION, 0"})
    void theWholeStoreIsWalked(String work, long requests) throws Exception {
        String each = "'' || printf('%08x-0000-4000-8000-00000000000', n)";
        fill("INSERT INTO pairs (referral_id, lead_id, known_lead_ids, state, parked_fields, updated_at) SELECT " + each
                + " || 'a', " + each + " || 'b', '', 'in-step', 0, 0 FROM numbers");
        switch (work) {
            case "RULES" -> fill("INSERT INTO cursors (name, value, version) VALUES ('rules', 'before', 1)");
            case "REPLAY" ->
                fill("INSERT INTO requests (referral_id, state, seq, priority) SELECT " + each
                        + " || 'a', 'parked', 1, 0 FROM numbers");
            case "ERASE", "RETENTION" ->
                fill("INSERT INTO history (referral_id, at, flow, outcome, digest) SELECT " + each
                        + " || 'a', 0, 'drop', CASE WHEN n % 3 = 0 THEN 'its lead is with "
                        + ListJourney.referral(7) + "' ELSE 'done' END, n FROM numbers");
            default -> {}
        }
        assertThat(run(work, PAIRS)).isEqualTo(requests);
    }

    /** What it printed; a process that has no memory left prints nothing. */
    private long run(String work, int rows) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LongWorkMain.class.getName(),
                        url(),
                        work,
                        Integer.toString(rows))
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err.txt")))
                .isZero();
        return Long.parseLong(Files.readString(out).strip());
    }

    /** @param insert from a table of all {@code n} below {@link #PAIRS} */
    private void fill(String insert) {
        try (Database database = Database.open(new StoreSettings(url(), "", "", ""))) {
            database.migrate();
            if (!insert.isEmpty()) {
                database.executeNow(
                        "", handle -> handle.execute(insert.replace("FROM numbers", LargeStoreTest.numbers(PAIRS))));
            }
        }
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("store.db");
    }
}
