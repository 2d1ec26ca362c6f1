package org.referralconnectors.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as it is deployed, with its 128 MB, under the attacks that once ended it for good. */
class SiegeTest {

    private static final Duration TIME = Duration.ofSeconds(5);

    @Test
    void whatOnceEndedTheProcessKeepsNoGenuineDeliveryFromItsAnswer(@TempDir Path folder) {
        try (Siege siege = new Siege(folder)) {
            for (Attack attack : Attack.fatal()) {
                Wave.Outcome outcome = siege.wave(attack, TIME);
                assertThat(siege.connectors().process().isAlive())
                        .as("%s: %s", attack.name(), outcome)
                        .isTrue();
            }
            assertThat(siege.connectors().isReady()).isTrue();
            siege.wave(Attack.none(), TIME);
        }
    }
}
