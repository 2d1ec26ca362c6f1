package org.referralconnectors.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuessesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String GUESSER = "203.0.113.5";
    private static final String OPERATOR = "198.51.100.7";

    private long now = Long.MAX_VALUE - 5 * SECOND; // it wraps around on the way
    private final Guesses guesses = new Guesses(() -> now);

    /** @param after milliseconds after the one before */
    private record Try(String peer, int after, boolean right) {}

    @Provide
    Arbitrary<List<Try>> tries() {
        return Combinators.combine(
                        Arbitraries.of(GUESSER, "203.0.113.6", OPERATOR),
                        Arbitraries.integers()
                                .between(0, 3_000)
                                .withDistribution(net.jqwik.api.RandomDistribution.biased()),
                        Arbitraries.of(false, false, false, true))
                .as(Try::new)
                .list()
                .ofMaxSize(200);
    }

    @Property
    void inNoTimeAPeerIsWrongMoreOftenThanTenTimesAndOnceASecond(@ForAll("tries") List<Try> tries) {
        Deque<Long> wrong = new ArrayDeque<>();
        for (Try each : tries) {
            now += TimeUnit.MILLISECONDS.toNanos(each.after());
            if (guesses.wait(each.peer()) > 0) {
                continue;
            }
            if (each.right()) {
                guesses.wasRight(each.peer());
                continue;
            }
            guesses.wasWrong(each.peer());
            if (each.peer().equals(GUESSER)) {
                wrong.add(now);
                int count = 0;
                for (long before : wrong) {
                    assertThat((wrong.size() - count++) - 10L).isLessThanOrEqualTo((now - before) / SECOND + 1);
                }
            }
        }
    }

    @Property
    void whoIsNeverWrongAndWasRightOnceNeverWaitsForOthers(@ForAll("tries") List<Try> tries) {
        guesses.wasRight(OPERATOR);
        for (Try each : tries) {
            now += TimeUnit.MILLISECONDS.toNanos(each.after());
            if (!each.peer().equals(OPERATOR)) {
                guesses.wasWrong(each.peer());
            }
            assertThat(guesses.wait(OPERATOR)).isZero();
        }
    }

    @Test
    void aFloodOfGuessesOfOnePeerNeverMakesAnotherWait() {
        for (int i = 0; i < 13_000; i++) {
            now += TimeUnit.MICROSECONDS.toNanos(232);
            if (guesses.wait(GUESSER) == 0) {
                guesses.wasWrong(GUESSER);
            }
        }
        assertThat(guesses.wait(GUESSER)).isPositive().isLessThanOrEqualTo(SECOND);
        assertThat(guesses.wait(OPERATOR)).isZero();
    }

    @Test
    void manyPeersTogetherAreSlowedButNotThoseThatWereRightBefore() {
        guesses.wasRight(OPERATOR);
        int tried = 0;
        for (int peer = 0; peer < 5_000; peer++) {
            String address = "10.0." + peer / 256 + "." + peer % 256;
            if (guesses.wait(address) == 0) {
                guesses.wasWrong(address);
                tried++;
            }
        }
        assertThat(tried).isEqualTo(50);
        assertThat(guesses.wait(OPERATOR)).isZero();
        assertThat(guesses.wait("192.0.2.1")).isPositive();
        now += 10 * SECOND;
        assertThat(guesses.wait("192.0.2.1")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.9.9.9, true",
        "127.0.0.1, 0:0:0:0:0:0:0:1, true",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "::ffff:192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false"
    })
    void aPeerIsAnAddressANetworkOfOneLineOrThisMachine(String one, String other, boolean same) {
        for (int i = 0; i < 10; i++) {
            guesses.wasWrong(one);
        }
        assertThat(guesses.wait(other) > 0).isEqualTo(same);
    }

    @Test
    void tenMayBeWrongAtOnceAndThenOneASecond() {
        for (int i = 0; i < 10; i++) {
            assertThat(guesses.wait(GUESSER)).as("try " + i).isZero();
            guesses.wasWrong(GUESSER);
        }
        assertThat(guesses.wait(GUESSER)).isEqualTo(SECOND);
        now += SECOND;
        assertThat(guesses.wait(GUESSER)).isZero();
        guesses.wasWrong(GUESSER);
        assertThat(guesses.wait(GUESSER)).isEqualTo(SECOND);
    }
}
