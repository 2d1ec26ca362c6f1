package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryTest extends StoreTest {
    private History history;

    @BeforeEach
    void open() {
        history = new History(database);
    }

    @Test
    void decisionsComeBackOldestFirst() {
        add(decision("a", "created", "{\"read\":1}", "{\"lead\":1}"));
        pass(Duration.ofSeconds(1));
        add(decision("b", "created", null, null));
        add(decision("a", "parked", null, null));
        assertThat(history.of("a")).extracting(Decision::outcome).containsExactly("created", "parked");
        assertThat(history.of("a").get(0))
                .isEqualTo(new Decision(
                        "a",
                        Instant.ofEpochMilli(SetClock.BEGIN),
                        "{\"webhook\":1}",
                        "referral-to-lead",
                        "created",
                        "{\"read\":1}",
                        "{\"lead\":1}",
                        null));
        assertThat(history.of("a").get(1).at()).isEqualTo(Instant.ofEpochMilli(SetClock.BEGIN + 1000));
    }

    @Test
    void aRepeatedDecisionIsNotAddedWhateverWasRead() {
        assertThat(add(decision("a", "out of scope", "{\"etag\":1}", null))).isTrue();
        assertThat(add(decision("a", "out of scope", "{\"etag\":2}", null))).isFalse();
        assertThat(add(decision("b", "out of scope", "{\"etag\":2}", null))).isTrue();
        assertThat(add(decision("a", "parked", null, null))).isTrue();
        assertThat(add(decision("a", "out of scope", "{\"etag\":2}", null))).isTrue();
        assertThat(history.of("a")).hasSize(3);
    }

    @Test
    void theSameValueWrittenAgainOverAnotherVersionIsAnotherDecision() {
        assertThat(add(decision("a", "done", "{\"etag\":1}", "{\"notes\":1}"))).isTrue();
        assertThat(add(decision("a", "done", "{\"etag\":2}", "{\"notes\":1}"))).isTrue();
        assertThat(add(decision("a", "done", "{\"etag\":2}", "{\"notes\":1}"))).isFalse();
    }

    @Test
    void whatIsTooOldIsPurgedAndTheRestStays() {
        database.executeNow("", handle -> IntStream.range(0, 1201)
                .forEach(n -> history.add(handle, decision("old-" + n, "done", null, null))));
        pass(Duration.ofDays(90));
        add(decision("a", "done", null, null));
        assertThat(purge()).isZero();
        pass(Duration.ofMillis(1));
        assertThat(List.of(purge(), purge(), purge(), purge())).containsExactly(500, 500, 201, 0);
        assertThat(history.of("old-0")).isEmpty();
        assertThat(history.of("a")).hasSize(1);
    }

    private int purge() {
        return database.writeNow("", handle -> history.purge(handle, Duration.ofDays(90), 500));
    }

    private static Decision decision(String referralId, String outcome, String read, String written) {
        return new Decision(referralId, null, "{\"webhook\":1}", "referral-to-lead", outcome, read, written, null);
    }

    private boolean add(Decision decision) {
        return database.writeNow(decision.referralId(), handle -> history.add(handle, decision));
    }
}
