package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.referralconnectors.ops.LongWork;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.store.Walks.Walk;
import org.referralconnectors.sync.ChangedRules;
import org.referralconnectors.sync.Chore;
import org.referralconnectors.sync.Retention;
import org.referralconnectors.sync.plan.Agreed;

/**
 * Work of the size of the store, broken off after two units: whoever goes on, the same command or a running process,
 * goes on behind them, and in the end everything is done once.
 */
class StoreWalksTest extends StoreTest {

    private static final int PAIRS = 1_100;
    private static final Duration RETENTION = Duration.ofDays(90);
    private static final String ERASED = ListJourney.referral(7);

    /** What is asked of every pair. */
    enum Work {
        SYNC(1, true),
        RULES(1, false),
        REPLAY(1, true),
        REPLAY_ONE_CODE(1, true),
        ERASE(0, true),
        RETENTION(0, false);

        /** How often each pair is asked for in the end. */
        final int asked;
        /** Whether a command walks it; else a running process does. */
        final boolean command;

        Work(int asked, boolean command) {
            this.asked = asked;
            this.command = command;
        }
    }

    /** Stands for Ctrl-C and SIGKILL: between two commits they are the same. */
    private static final class Killed extends RuntimeException {}

    private final List<Database> processes = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Work.class)
    void whatWasBrokenOffIsEndedByItsRepetition(Work work) {
        prepare(work);
        killAfterTwoUnits(work);
        assertThat(new Walks(database).open()).hasSize(1);
        run(work, process(), walk -> {});
        ended(work);
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void whatWasLeftIsEndedByTheRunningProcess(Work work) {
        prepare(work);
        killAfterTwoUnits(work);
        Chore chore = chore(work, process());
        if (work.command) {
            assertThat(chore.isDue()).as("its command may be alive").isFalse();
            pass(Duration.ofSeconds(30));
        }
        assertThat(chore.isDue()).isTrue();
        while (chore.step()) {
            assertThat(new Walks(database).open()).hasSize(1);
        }
        assertThat(chore.isDue()).isFalse();
        ended(work);
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void severalWhoDoItAtTheSameTimeShareIt(Work work) throws Exception {
        prepare(work);
        List<Database> several = List.of(process(), process(), process());
        Together.run(3, n -> {
            run(work, several.get(n), walk -> {});
            return n;
        });
        ended(work);
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void aUnitThatIsNotWrittenIsDoneAgain(Work work) {
        prepare(work);
        Database dying = process();
        assertThatThrownBy(() -> run(work, dying, walk -> dying.close())).isInstanceOf(RuntimeException.class);
        run(work, process(), walk -> {});
        ended(work);
    }

    @Test
    void itsCommandSaysHowMuchWasAskedForBeforeItWasBrokenOff() {
        prepare(Work.SYNC);
        killAfterTwoUnits(Work.SYNC);
        assertThat(longWork(process()).syncAll(walk -> {}))
                .satisfies(all -> assertThat(all.requested()).isEqualTo(PAIRS))
                .satisfies(all -> assertThat(all.before()).isEqualTo(1_000));
        assertThat(longWork(process()).syncAll(walk -> {}))
                .satisfies(all -> assertThat(all.requested()).isEqualTo(PAIRS))
                .satisfies(all -> assertThat(all.before()).isZero());
    }

    @Test
    void otherRulesMeanwhileBeginAnewAndTheFormerOnesDoNotCount() {
        prepare(Work.RULES);
        killAfterTwoUnits(Work.RULES);
        ChangedRules others = new ChangedRules(Tables.of(process()), "other rules", () -> {});
        assertThat(others.isDue()).isTrue();
        assertThat(new Walks(database).find("rules").seen()).isZero();
        while (others.step()) {
            assertThat(new Cursors(database).read("rules").orElseThrow().value())
                    .isEqualTo("before");
        }
        assertThat(new Cursors(database).read("rules").orElseThrow().value()).isEqualTo("other rules");
        assertThat(new ChangedRules(Tables.of(process()), "other rules", () -> {}).isDue())
                .isFalse();
    }

    @Test
    void aFieldOfAPairThatRunsIsLetGoAfterItsRun() throws Exception {
        prepare(Work.REPLAY);
        database.executeNow("", handle -> handle.execute("UPDATE requests SET state = 'idle', due_at = NULL"));
        String running = ListJourney.referral(1);
        database.executeNow(
                running, handle -> new Requests(database).request(handle, Event.live(running, Cause.SWEEP)));
        Claims claims = new Claims(database, Duration.ZERO);
        Claim claim = claims.claim(1).get(0);
        Thread replay = new Thread(() -> run(Work.REPLAY, process(), walk -> {}));
        replay.start();
        Awaitility.await().until(() -> replay.getState() == Thread.State.TIMED_WAITING);
        database.executeNow(running, handle -> claims.end(handle, claim, new Ending.Done(false)));
        replay.join();
        assertThat(new Pairs(database).find(running).orElseThrow().parkedFields())
                .isZero();
        assertThat(new Backlog(database).find(running).orElseThrow().state()).isEqualTo("waiting");
    }

    @AfterEach
    void closeAll() {
        processes.forEach(Database::close);
    }

    private void killAfterTwoUnits(Work work) {
        int[] units = {0};
        assertThatThrownBy(() -> run(work, process(), walk -> {
                    if (++units[0] == 2) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);
    }

    private Database process() {
        Database own = engine.another();
        processes.add(own);
        return own;
    }

    private static LongWork longWork(Database process) {
        return new Operations(Tables.of(process), () -> {}).longWork();
    }

    /** @param told after each unit */
    private void run(Work work, Database process, Consumer<Walk> told) {
        switch (work) {
            case SYNC -> longWork(process).syncAll(told);
            case REPLAY -> longWork(process).replayAll(null, perUnit(told));
            case REPLAY_ONE_CODE -> longWork(process).replayAll("code-1", perUnit(told));
            case ERASE -> longWork(process).erase(ERASED, told);
            case RULES, RETENTION -> {
                Chore chore = chore(work, process);
                for (boolean more = chore.isDue(); more; more = chore.step()) {
                    if (new Walks(database).open().get(0).walk().version() > 1) {
                        told.accept(null);
                    }
                }
            }
        }
    }

    /** A replay tells each pair, and no units. */
    private static Consumer<String> perUnit(Consumer<Walk> told) {
        int[] lines = {0};
        return line -> {
            if (++lines[0] % 500 == 0) {
                told.accept(null);
            }
        };
    }

    private static Chore chore(Work work, Database process) {
        Tables tables = Tables.of(process);
        List<Chore> chores = new Operations(tables, () -> {}).longWork().chores();
        return switch (work) {
            case SYNC -> chores.get(0);
            case REPLAY, REPLAY_ONE_CODE -> chores.get(1);
            case ERASE -> chores.get(2);
            case RULES -> new ChangedRules(tables, "after", () -> {});
            case RETENTION -> new Retention(tables, RETENTION);
        };
    }

    private void prepare(Work work) {
        database.executeNow("", handle -> IntStream.range(0, PAIRS).forEach(n -> {
            String id = ListJourney.referral(n);
            handle.execute(
                    "INSERT INTO pairs (referral_id, lead_id, known_lead_ids, state, parked_fields, updated_at)"
                            + " VALUES (?, ?, ?, 'in-step', 0, 0)",
                    id,
                    ListJourney.lead(n),
                    ListJourney.lead(n));
        }));
        switch (work) {
            case RULES -> database.executeNow("", handle -> new Cursors(database).put(handle, "rules", "before"));
            case REPLAY, REPLAY_ONE_CODE -> park();
            case ERASE, RETENTION -> remember();
            case SYNC -> {}
        }
    }

    /** Every third pair is parked as a whole, every third for single fields, every third for both. */
    private void park() {
        String agreed =
                """
                {"notes": {"row": "r", "park":
                    {"code": "code-1", "reason": "why", "remedy": "what to do", "referral": "", "lead": ""}}}""";
        assertThat(Agreed.parse(agreed).parked()).hasSize(1);
        database.executeNow("", handle -> IntStream.range(0, PAIRS).forEach(n -> {
            String id = ListJourney.referral(n);
            if (n % 3 > 0) {
                handle.execute("UPDATE pairs SET parked_fields = 1, agreed = ? WHERE referral_id = ?", agreed, id);
            }
            handle.execute(
                    "INSERT INTO requests (referral_id, state, seq, priority, code) VALUES (?, ?, 1, 0, ?)",
                    id,
                    n % 3 == 1 ? "idle" : "parked",
                    "code-1");
        }));
    }

    private void remember() {
        database.executeNow("", handle -> IntStream.range(0, PAIRS).forEach(n -> IntStream.range(0, 3)
                .forEach(each -> handle.execute(
                        "INSERT INTO history (referral_id, at, flow, outcome, digest) VALUES (?, ?, 'drop', ?, ?)",
                        n % 2 == 0 ? ERASED : ListJourney.referral(n),
                        0,
                        n % 5 == 0 ? "its lead is with " + ERASED : "done",
                        n + "." + each))));
    }

    private void ended(Work work) {
        assertThat(new Walks(database).open()).isEmpty();
        switch (work) {
            case ERASE ->
                assertThat(rows("history", ERASED) + rows("pairs", ERASED) + rows("walks", ERASED))
                        .isZero();
            case RETENTION ->
                assertThat(database.<Long>read(handle -> handle.createQuery("SELECT COUNT(*) FROM history")
                                .mapTo(Long.class)
                                .one()))
                        .isZero();
            default -> {
                assertThat(asked()).hasSize(PAIRS).containsOnly(work.asked);
                assertThat(new Claims(database, Duration.ZERO).claim(PAIRS)).hasSize(PAIRS);
                assertThat(new Pairs(database).withParkedFields()).isEmpty();
                assertThat(new Backlog(database).parked()).isEmpty();
            }
        }
    }

    private List<Integer> asked() {
        return database.read(handle -> handle.createQuery("SELECT operator FROM requests ORDER BY referral_id")
                .mapTo(Integer.class)
                .list());
    }

    private long rows(String table, String text) {
        return database.read(handle -> handle.createQuery("SELECT * FROM " + table).mapToMap().stream()
                .map(Map::toString)
                .filter(row -> row.contains(text))
                .count());
    }
}
