package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final List<String> ALIVE = List.of();
    private static final List<String> DEAD = List.of("dispatcher");

    private final AtomicInteger alive = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void endsTheProcessWhenItIsNotAliveThreeTimesInARowAndSaysThatItIsUntilThen() {
        Deque<List<String>> looks = new ArrayDeque<>(List.of(ALIVE, DEAD, DEAD, ALIVE, ALIVE, DEAD, DEAD, DEAD));
        new Watchdog(looks::remove, alive::incrementAndGet, ended::incrementAndGet, 1);
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAtomic(ended, org.hamcrest.Matchers.is(1));
        assertThat(looks).isEmpty();
        assertThat(alive).hasValue(3);
    }

    @Test
    void neverEndsAProcessThatIsToldToStop() {
        AtomicInteger looks = new AtomicInteger();
        Watchdog watchdog = new Watchdog(
                () -> {
                    looks.incrementAndGet();
                    return DEAD;
                },
                alive::incrementAndGet,
                ended::incrementAndGet,
                60_000);
        watchdog.stop();
        Awaitility.await().during(Duration.ofMillis(200)).until(() -> ended.get() == 0);
        assertThat(looks).hasValue(0);
    }
}
