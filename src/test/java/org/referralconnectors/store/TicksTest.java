package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TicksTest extends StoreTest {
    private static final Duration QUIET = Duration.ofSeconds(15);

    @Test
    void aTickIsWonOnceUntilItsTimeIsOver() {
        Ticks ticks = new Ticks(database);
        assertThat(ticks.claim("poll", QUIET)).isTrue();
        assertThat(ticks.claim("poll", QUIET)).isFalse();
        assertThat(ticks.claim("sweep", QUIET)).isTrue();
        pass(QUIET.minusMillis(1));
        assertThat(ticks.claim("poll", QUIET)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(ticks.claim("poll", QUIET)).isTrue();
    }

    @Test
    void ofEightReplicasExactlyOneWinsEachTick() throws Exception {
        try (Database other = engine.another()) {
            for (int tick = 0; tick < 10; tick++) {
                assertThat(Together.run(8, n -> new Ticks(n % 2 == 0 ? database : other).claim("poll", QUIET)))
                        .containsOnlyOnce(true);
                pass(QUIET);
            }
        }
    }
}
