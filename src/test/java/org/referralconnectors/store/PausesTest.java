package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Pauses.Kind;
import org.referralconnectors.store.Pauses.Pause;

class PausesTest extends StoreTest {
    private static final Duration TEN = Duration.ofSeconds(10);
    private Pauses pauses;

    @BeforeEach
    void open() {
        pauses = new Pauses(database);
    }

    @Test
    void aPauseSaysWhyAndForHowLong() {
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429 with Retry-After");
        pass(Duration.ofSeconds(4));
        assertThat(pauses.current())
                .containsExactly(new Pause(
                        "dynamics",
                        Kind.THROTTLED,
                        "429 with Retry-After",
                        Instant.ofEpochMilli(SetClock.BEGIN),
                        Duration.ofSeconds(6),
                        1));
    }

    @Test
    void onlyAPauseAfterAFailedProbeIsOneMoreInARow() {
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429");
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429 of another worker");
        assertThat(pauses.current().get(0).times()).isEqualTo(1);
        pass(TEN);
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429 of the probe");
        assertThat(pauses.current().get(0).times()).isEqualTo(2);
        pass(TEN);
        pauses.clear("dynamics");
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429");
        assertThat(pauses.current().get(0).times()).isEqualTo(1);
    }

    @Test
    void theLongerPauseCounts() {
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "long");
        pauses.pause("dynamics", Kind.THROTTLED, Duration.ofSeconds(1), "short");
        assertThat(pauses.current()).singleElement().satisfies(pause -> {
            assertThat(pause.remaining()).isEqualTo(TEN);
            assertThat(pause.reason()).isEqualTo("long");
        });
        pauses.pause("dynamics", Kind.UNAUTHORISED, Duration.ofMinutes(5), "longer");
        assertThat(pauses.current().get(0).kind()).isEqualTo(Kind.UNAUTHORISED);
    }

    @Test
    void throttlingNeitherShortensNorEndsAnOperatorsPause() {
        pauses.pause("dynamics", Kind.OPERATOR, Pauses.UNTIL_RESUMED, "maintenance");
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429");
        pass(Duration.ofDays(1));
        assertThat(pauses.claimProbe("dynamics")).isFalse();
        assertThat(pauses.clear("dynamics")).isFalse();
        assertThat(pauses.current()).singleElement().satisfies(pause -> assertThat(pause.kind())
                .isEqualTo(Kind.OPERATOR));
        assertThat(pauses.resume("dynamics")).isTrue();
        assertThat(pauses.resume("dynamics")).isFalse();
        assertThat(pauses.current()).isEmpty();
    }

    @Test
    void systemsArePausedEachByItself() {
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429");
        pauses.pause("partner-center", Kind.UNAUTHORISED, TEN, "401");
        assertThat(pauses.resume("dynamics")).isTrue();
        assertThat(pauses.current()).extracting(Pause::system).containsExactly("partner-center");
    }

    @Test
    void nobodyProbesBeforeThePauseHasRunOut() {
        assertThat(pauses.claimProbe("dynamics")).isFalse();
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429");
        pass(TEN.minusMillis(1));
        assertThat(pauses.claimProbe("dynamics")).isFalse();
        assertThat(pauses.current().get(0).hasRunOut()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(pauses.current().get(0).hasRunOut()).isTrue();
        assertThat(pauses.claimProbe("dynamics")).isTrue();
    }

    @Test
    void whileAProbeIsUnderWayTheOthersAreToldToWaitForIt() {
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429");
        pass(TEN);
        pauses.claimProbe("dynamics");
        assertThat(pauses.current().get(0).remaining()).isEqualTo(Duration.ofSeconds(30));
        pauses.probeAgain("dynamics");
        assertThat(pauses.current().get(0).remaining()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void exactlyOneOfManyWinsTheProbe() throws Exception {
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429");
        pass(TEN);
        try (Database other = engine.another()) {
            assertThat(Together.run(8, n -> new Pauses(n % 2 == 0 ? database : other).claimProbe("dynamics")))
                    .containsOnlyOnce(true);
        }
    }

    @Test
    void afterAProbeWithoutAnAnswerTheNextOneGoesSoon() {
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429");
        pass(TEN);
        assertThat(pauses.claimProbe("dynamics")).isTrue();
        pauses.probeAgain("dynamics");
        assertThat(pauses.claimProbe("dynamics")).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(pauses.claimProbe("dynamics")).isTrue();
    }

    @Test
    void aGoodProbeEndsThePauseAndABadOneRenewsIt() {
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429");
        pass(TEN);
        assertThat(pauses.claimProbe("dynamics")).isTrue();
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429 again");
        assertThat(pauses.clear("dynamics")).isFalse();
        pass(TEN);
        assertThat(pauses.claimProbe("dynamics")).isTrue();
        assertThat(pauses.clear("dynamics")).isTrue();
        assertThat(pauses.current()).isEmpty();
    }

    @Test
    void whenTheProberDiesAnotherOneMayProbe() {
        pauses.pause("dynamics", Kind.THROTTLED, TEN, "429");
        pass(TEN);
        assertThat(pauses.claimProbe("dynamics")).isTrue();
        pass(Duration.ofMillis(29_999));
        assertThat(pauses.claimProbe("dynamics")).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(pauses.claimProbe("dynamics")).isTrue();
    }
}
