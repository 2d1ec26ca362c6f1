package org.referralconnectors.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.referralconnectors.auth.ServiceTime;

class ServiceClocksTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:10:00Z"), ZoneOffset.UTC);
    private final ServiceTime dynamics = new ServiceTime(clock);
    private final ServiceTime partnerCenter = new ServiceTime(clock);
    private final ServiceClocks check =
            new ServiceClocks(Map.of("dynamics", dynamics, "partner-center", partnerCenter), Duration.ofMinutes(2));

    @Test
    void aClockThatIsFarOffIsNamedWithItsRemedy() {
        dynamics.heard("Sun, 01 Mar 2026 12:00:00 GMT");
        partnerCenter.heard("Sun, 01 Mar 2026 12:15:00 GMT");
        assertThat(check.wrong())
                .hasValue("The clock of this machine is 600 seconds ahead of dynamics and 300 seconds behind"
                        + " partner-center: set it by NTP; the limit is health.clock-skew-limit");
    }

    @Test
    void aLittleIsNothingAndNoDateTellsNothing() {
        dynamics.heard("Sun, 01 Mar 2026 12:08:30 GMT");
        partnerCenter.heard("yesterday");
        assertThat(check.wrong()).isEmpty();
    }
}
