package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Moves.Held;
import org.referralconnectors.store.Moves.Verdict;

class MovesTest extends StoreTest {
    private static final int LIMIT = 3;
    private static final Moves.Room ROOM = (handle, others) -> others < LIMIT;
    private Moves moves;

    @BeforeEach
    void open() {
        moves = new Moves(database);
    }

    @Test
    void soManyPairsMayMoveInAnHourAndFurtherOnesAreHeld() {
        assertThat(List.of(close("a"), close("b"), close("c"))).containsOnly(Verdict.MADE);
        assertThat(close("d")).isEqualTo(Verdict.HELD);
        assertThat(moves.held()).extracting(Held::referralId, Held::kind).containsExactly(tuple("d", "close"));
    }

    @Test
    void theAnswerIsForeseenWithoutAsking() {
        List.of("a", "b").forEach(this::close);
        assertThat(moves.foresee("c", "close", ROOM)).isEqualTo(Verdict.MADE);
        assertThat(moves.foresee("d", "close", ROOM)).isEqualTo(Verdict.MADE);
        List.of("c", "d").forEach(this::close);
        assertThat(moves.foresee("c", "close", ROOM)).isEqualTo(Verdict.MADE);
        assertThat(moves.foresee("d", "close", ROOM)).isEqualTo(Verdict.HELD);
        assertThat(moves.foresee("e", "close", ROOM)).isEqualTo(Verdict.HELD);
        assertThat(moves.held()).extracting(Held::referralId).containsExactly("d");
    }

    @Test
    void theSameMoveIsCountedOnce() {
        for (int run = 0; run < 9; run++) {
            assertThat(close("a")).isEqualTo(Verdict.MADE);
        }
        assertThat(tryMove("a", "recreate")).isEqualTo(Verdict.MADE);
        assertThat(List.of(close("b"), close("c"))).containsOnly(Verdict.MADE);
    }

    @Test
    void thereIsRoomAgainAfterAnHourButWhatIsHeldWaitsForItsApproval() {
        List.of("a", "b", "c", "d").forEach(this::close);
        pass(Duration.ofHours(1));
        assertThat(close("e")).isEqualTo(Verdict.MADE);
        assertThat(close("d")).isEqualTo(Verdict.HELD);
    }

    @Test
    void anApprovedMoveGoesOnceAndLeavesTheRoomAsItIs() {
        List.of("a", "b", "c", "d", "e").forEach(this::close);
        moves.held().stream().filter(held -> held.referralId().equals("d")).forEach(held -> assertThat(approve(held))
                .isTrue());
        assertThat(close("d")).isEqualTo(Verdict.MADE);
        assertThat(close("d")).isEqualTo(Verdict.MADE);
        assertThat(close("e")).isEqualTo(Verdict.HELD);
        pass(Duration.ofMinutes(59));
        assertThat(close("f")).isEqualTo(Verdict.HELD);
        pass(Duration.ofMinutes(1));
        assertThat(List.of(close("d"), close("g"), close("h"))).containsOnly(Verdict.MADE);
        assertThat(close("i")).isEqualTo(Verdict.HELD);
    }

    @Test
    void whatIsNoLongerHeldCannotBeApproved() {
        List.of("a", "b", "c", "d").forEach(this::close);
        Held held = moves.held().get(0);
        database.executeNow("d", handle -> moves.withdraw(handle, "d"));
        assertThat(moves.held()).isEmpty();
        assertThat(approve(held)).isFalse();
        assertThat(close("d")).isEqualTo(Verdict.HELD);
    }

    @Test
    void whatWasMadeIsForgottenOnceItCountsNoMoreAndWhatWaitsIsKept() {
        List.of("a", "b", "c", "d").forEach(this::close);
        assertThat(forgetMade()).isZero();
        pass(Duration.ofMinutes(59));
        assertThat(forgetMade()).isZero();
        pass(Duration.ofMinutes(1));
        assertThat(forgetMade()).isEqualTo(LIMIT);
        assertThat(moves.held()).extracting(Held::referralId).containsExactly("d");
    }

    @Test
    void moreThanAUnitMayHoldAreForgottenInSeveral() {
        int many = 1200;
        database.executeNow("", handle -> IntStream.range(0, many)
                .forEach(n -> moves.tryMove(handle, "r" + n, "close", (h, o) -> true)));
        pass(Duration.ofHours(2));
        assertThat(forgetMade()).isEqualTo(many);
    }

    @Test
    void replicasThatAskAtTheSameTimeNeverExceedTheLimit() throws Exception {
        try (Database other = engine.another()) {
            List<Verdict> verdicts = Together.run(16, n -> (n % 2 == 0 ? database : other)
                    .writeNow("referral-" + n, handle -> moves.tryMove(handle, "referral-" + n, "close", ROOM)));
            assertThat(verdicts).filteredOn(Verdict.MADE::equals).hasSize(LIMIT);
        }
    }

    private Verdict close(String referralId) {
        return tryMove(referralId, "close");
    }

    private Verdict tryMove(String referralId, String kind) {
        return database.writeNow(referralId, handle -> moves.tryMove(handle, referralId, kind, ROOM));
    }

    private boolean approve(Held held) {
        return database.writeNow(held.referralId(), handle -> moves.approve(handle, held));
    }

    /** As many units as it takes. */
    private int forgetMade() {
        int forgotten = 0;
        for (int some = 500; some == 500; forgotten += some) {
            some = database.writeNow("", handle -> moves.forgetMade(handle, 500));
        }
        return forgotten;
    }
}
