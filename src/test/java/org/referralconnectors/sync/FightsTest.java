package org.referralconnectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FightsTest {

    private static final long NOW = 1_800_000_000_000L;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Fights fights = Fights.parse(null);

    @Test
    void aChangeWithinAMinuteOfOurOwnWriteAnswersIt() {
        fights.wrote("lead", Set.of("notes"), NOW);
        assertThat(fights.answersOurs("lead", "notes", NOW + MINUTE)).isTrue();
        assertThat(fights.answersOurs("lead", "notes", NOW + MINUTE + 1)).isFalse();
        assertThat(fights.answersOurs("referral", "notes", NOW)).isFalse();
        assertThat(fights.answersOurs("lead", "deal", NOW)).isFalse();
    }

    @Test
    void twentyInAnHourAreBorneAndNoMore() {
        IntStream.range(0, 20).forEach(n -> assertThat(fights.oneTooMany(NOW + n)).isFalse());
        assertThat(fights.oneTooMany(NOW + 20)).isTrue();
    }

    @Test
    void whatIsOlderThanAnHourIsForgotten() {
        IntStream.range(0, 20).forEach(n -> fights.oneTooMany(NOW));
        assertThat(fights.oneTooMany(NOW + HOUR)).isFalse();
        assertThat(Fights.parse(fights.text()).text()).contains("[" + (NOW + HOUR) + "]");
    }

    @Test
    void anOperatorsReplayBeginsTheCountAnew() {
        IntStream.range(0, 30).forEach(n -> fights.oneTooMany(NOW));
        fights.forgive();
        assertThat(fights.oneTooMany(NOW)).isFalse();
    }

    @Test
    void theMemoryOutlivesTheRun() {
        fights.wrote("lead", Set.of("notes"), NOW);
        IntStream.range(0, 20).forEach(n -> fights.oneTooMany(NOW));
        Fights later = Fights.parse(fights.text());
        assertThat(later.answersOurs("lead", "notes", NOW + 1)).isTrue();
        assertThat(later.oneTooMany(NOW + 1)).isTrue();
        assertThat(Fights.parse("").text()).isNull();
    }
}
