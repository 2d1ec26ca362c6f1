package org.referralconnectors.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.referralconnectors.auth.ClockSkew;

class ServiceClocksTest {

    private final ClockSkew skew = new ClockSkew(Clock.fixed(Instant.parse("2026-03-01T12:10:00Z"), ZoneOffset.UTC));
    private final ServiceClocks check = new ServiceClocks(skew, Duration.ofMinutes(2));

    @Test
    void aClockThatIsFarOffIsNamedWithItsRemedy() {
        skew.saw("dynamics", "Sun, 01 Mar 2026 12:00:00 GMT");
        skew.saw("partner-center", "Sun, 01 Mar 2026 12:15:00 GMT");
        assertThat(check.wrong())
                .hasValue("The clock of this machine is 600 seconds ahead of dynamics and 300 seconds behind"
                        + " partner-center: set it by NTP; the limit is health.clock-skew-limit");
    }

    @Test
    void aLittleIsNothingAndNoDateTellsNothing() {
        skew.saw("dynamics", "Sun, 01 Mar 2026 12:08:30 GMT");
        skew.saw("partner-center", null);
        skew.saw("partner-center", "yesterday");
        assertThat(check.wrong()).isEmpty();
        assertThat(skew.bySystem()).containsOnlyKeys("dynamics");
    }
}
