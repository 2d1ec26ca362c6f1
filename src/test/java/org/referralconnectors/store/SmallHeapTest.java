package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Long work in 32 MB, one after the other in one process: a million rows of each list; and for what goes through the
 * store 100,000 pairs, since there one unit is like the next, and what a pair left behind in memory (a hundred bytes
 * are enough) would not fit either.
 */
class SmallHeapTest {

    private static final int MILLION = 1_000_000;
    private static final int PAIRS = 100_000;
    private static final List<String> WORKS = List.of("SYNC", "RULES", "REPLAY", "ERASE", "RETENTION");
    private static final String EACH = "'' || printf('%08x-0000-4000-8000-00000000000', n)";

    @TempDir
    static Path folder;

    private static List<String> printed;
    private static String errors;

    @BeforeAll
    static void everythingIsDone() throws Exception {
        fill("empty", "");
        fill(
                "pairs",
                "INSERT INTO pairs (referral_id, lead_id, known_lead_ids, state, parked_fields, updated_at) SELECT "
                        + EACH + " || 'a', " + EACH + " || 'b', '', 'in-step', 0, 0 FROM numbers");
        List<String> all = new ArrayList<>(WORKS);
        Stream.of(ListJourney.List.values()).map(Enum::name).forEach(all::add);
        for (String work : all) {
            Files.copy(file(WORKS.contains(work) ? "pairs" : "empty"), file(work));
        }
        fill("RULES", "INSERT INTO cursors (name, value, version) VALUES ('rules', 'before', 1)");
        fill(
                "REPLAY",
                "INSERT INTO requests (referral_id, state, seq, priority) SELECT " + EACH
                        + " || 'a', 'parked', 1, 0 FROM numbers");
        for (String remembering : List.of("ERASE", "RETENTION")) {
            fill(
                    remembering,
                    "INSERT INTO history (referral_id, at, flow, outcome, digest) SELECT " + EACH
                            + " || 'a', 0, 'drop', CASE WHEN n % 3 = 0 THEN 'its lead is with "
                            + ListJourney.referral(7) + "' ELSE 'done' END, n FROM numbers");
        }
        run(all);
    }

    @ParameterizedTest
    @EnumSource(ListJourney.List.class)
    void aMillionRowsOfAListAreWalked(ListJourney.List list) {
        assertThat(printed).as(errors).contains(list + " " + MILLION / 100);
    }

    @ParameterizedTest
    @CsvSource({"SYNC, 100000", "RULES, 100000", "REPLAY, 100000", "ERASE, 0", "RETENTION, 0"})
    void theWholeStoreIsWalked(String work, long requests) {
        assertThat(printed).as(errors).contains(work + " " + requests);
    }

    /** A process that has no memory left prints nothing more. */
    private static void run(List<String> works) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LongWorkMain.class.getName(),
                folder.toString(),
                Integer.toString(MILLION)));
        command.addAll(works);
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        printed = Files.readAllLines(out);
        errors = Files.readString(err);
    }

    /** @param insert from a table of all {@code n} below {@link #PAIRS} */
    private static void fill(String store, String insert) {
        try (Database database = Database.open(new StoreSettings("jdbc:sqlite:" + file(store), "", "", ""))) {
            database.migrate();
            if (!insert.isEmpty()) {
                database.executeNow(
                        "", handle -> handle.execute(insert.replace("FROM numbers", LargeStoreTest.numbers(PAIRS))));
            }
        }
    }

    private static Path file(String store) {
        return folder.resolve(store + ".db");
    }
}
