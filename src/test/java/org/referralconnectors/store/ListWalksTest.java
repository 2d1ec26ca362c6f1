package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A list of a hundred pages, whose walk breaks off at the fiftieth in every way: whoever goes on asks for that page,
 * and in the end each row has asked for one run.
 */
class ListWalksTest extends StoreTest {

    private static final int PAGES = 100;
    private static final int BROKEN = 50;
    private static final int ROWS = 3;

    /** Ways to break off, and what comes then. */
    enum Break {
        /** The page is not answered; the next tick is this process's. */
        ERROR,
        /** The process dies before the page is answered, and another one takes its turn. */
        KILL,
        /** The process dies after the page is answered and before it is on disk. */
        KILL_BEFORE_COMMIT,
        /** The process ends as it is told, and starts again. */
        RESTART,
        /** The process stands still for longer than its turn lasts; another goes on, and then it wakes up. */
        SUSPENDED,
        /** The system is paused. */
        PAUSE,
        /** The answer names no way on that can be read. */
        BROKEN_LINK
    }

    private final List<Database> processes = new ArrayList<>();

    static Stream<Arguments> walksAndBreaks() {
        return Stream.of(ListJourney.List.values())
                .flatMap(list -> Stream.of(Break.values()).map(how -> Arguments.of(list, how)));
    }

    @ParameterizedTest
    @MethodSource("walksAndBreaks")
    void whateverBreaksItOffAWalkGoesOnAtItsPlace(ListJourney.List list, Break how) {
        ListJourney first = process(list);
        assertThat(first.begin()).isTrue();
        List<Integer> asked = new ArrayList<>();
        while (first.page() < BROKEN) {
            asked.add(first.page());
            first.answered();
        }
        ListJourney next = breakOff(first, list, how);
        assertThat(next.begin()).isTrue();
        assertThat(next.page()).isEqualTo(BROKEN);
        asked.addAll(next.walk());
        wakeUp(first, how);
        assertThat(asked)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, PAGES).boxed().toList());
        assertThat(requests(list)).containsExactlyElementsOf(expected(how));
        assertThat(new Walks(database).open()).isEmpty();
    }

    /** @return the process that goes on */
    private ListJourney breakOff(ListJourney first, ListJourney.List list, Break how) {
        switch (how) {
            case ERROR -> {
                first.end();
                return first;
            }
            case KILL, SUSPENDED -> {
                return takesOver(list);
            }
            case KILL_BEFORE_COMMIT -> {
                processes.get(0).close();
                assertThatThrownBy(first::answered).isInstanceOf(RuntimeException.class);
                return takesOver(list);
            }
            case RESTART -> {
                first.stop();
                assertThat(first.isMore()).isFalse();
                first.end();
                return process(list);
            }
            case PAUSE -> {
                first.end();
                Pauses pauses = new Pauses(database);
                pauses.pause(list.system(), Pauses.Kind.OPERATOR, Pauses.UNTIL_RESUMED, "a test");
                if (list != ListJourney.List.BACKFILL) { // whose call is refused, not its begin
                    assertThat(process(list).begin()).isFalse();
                }
                pauses.resume(list.system());
                return process(list);
            }
            case BROKEN_LINK -> {
                assertThatThrownBy(() -> first.take(first.answer(BROKEN, "https://x/nowhere")))
                        .hasMessageContaining("link");
                first.end();
                return first;
            }
            default -> throw new IllegalArgumentException();
        }
    }

    /** Another process waits until the turn of the one that died is over; a command waits for nobody. */
    private ListJourney takesOver(ListJourney.List list) {
        ListJourney other = process(list);
        if (list != ListJourney.List.BACKFILL) {
            assertThat(other.begin()).isFalse();
            pass(ListJourney.LEASE);
        }
        return other;
    }

    private static void wakeUp(ListJourney first, Break how) {
        if (how == Break.SUSPENDED) {
            assertThatThrownBy(first::answered).isInstanceOf(Cursors.CursorMoved.class);
            first.end();
        }
    }

    /** What the page with the broken link held was on disk before its link was read: it is asked for again. */
    private static List<Integer> expected(Break how) {
        return IntStream.range(0, PAGES * ROWS)
                .map(n -> how == Break.BROKEN_LINK && n / ROWS == BROKEN - 1 ? 2 : 1)
                .boxed()
                .toList();
    }

    @ParameterizedTest
    @EnumSource(ListJourney.List.class)
    void aLinkThatTheServiceHasForgottenIsGoneOnWithout(ListJourney.List list) {
        ListJourney walk = process(list);
        walk.begin();
        while (walk.page() < BROKEN) {
            walk.answered();
        }
        assertThat(walk.refused(503, "")).isFalse();
        assertThat(walk.refused(404, "")).as("a proxy's answer").isFalse();
        assertThat(walk.refused(400, "0x80060888")).isTrue();
        walk.end();
        assertThat(walk.begin()).isTrue();
        assertThat(walk.page()).isEqualTo(1);
        if (list == ListJourney.List.LEADS_MODIFIED) {
            assertThat(walk.query()).contains("modifiedon%20ge%20");
        }
        assertThat(walk.refused(400, "0x80060888")).as("no link is to blame").isFalse();
        assertThat(walk.walk()).hasSize(PAGES);
        assertThat(requests(list)).hasSize(PAGES * ROWS).allMatch(times -> times >= 1);
        assertThat(new Walks(database).open()).isEmpty();
    }

    /** A walk that begins while another is under way would ask for everything twice. */
    @ParameterizedTest
    @EnumSource(value = ListJourney.List.class, names = "BACKFILL", mode = EnumSource.Mode.EXCLUDE)
    void ofTwoProcessesOneWalks(ListJourney.List list) {
        ListJourney first = process(list);
        ListJourney second = process(list);
        assertThat(first.begin()).isTrue();
        assertThat(second.begin()).isFalse();
        first.walk();
        assertThat(second.begin()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ListJourney.List.class)
    void aFirstWalkStandsBehindAllThatIsLive(ListJourney.List list) {
        ListJourney walk = process(list);
        walk.begin();
        walk.answered();
        walk.answered();
        Requests requests = new Requests(database);
        database.executeNow("", handle -> requests.request(handle, Event.live("webhook", Cause.WEBHOOK)));
        assertThat(new Claims(database, java.time.Duration.ZERO).claim(1))
                .extracting(Claim::referralId)
                .containsExactly("webhook");
    }

    @AfterEach
    void closeAll() {
        processes.forEach(Database::close);
    }

    private ListJourney process(ListJourney.List list) {
        Database own = engine.another();
        processes.add(own);
        return new ListJourney(own, list, PAGES, ROWS);
    }

    /** How often a run was asked for, by the order of the rows. */
    private List<Integer> requests(ListJourney.List list) {
        String cause = list.ofLeads() ? "lead_poll" : list == ListJourney.List.SWEEP ? "sweep" : "backfill";
        return database.read(handle -> handle.createQuery("SELECT " + cause + " FROM requests ORDER BY referral_id")
                .mapTo(Integer.class)
                .list());
    }
}
