package org.referralconnectors.check;

import java.time.Duration;
import java.util.Optional;

/** Whether our clock and a service's tell the same time: tokens, time-outs and who edited last hang on it. */
public final class Clocks {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Clocks() {}

    public static void look(Report report, String system, Optional<Duration> ahead) {
        if (ahead.isEmpty()) {
            return;
        }
        Duration apart = ahead.get().abs();
        if (apart.compareTo(LIMIT) <= 0) {
            report.ok(system, "clock", "within " + apart.toSeconds() + " s of ours");
            return;
        }
        String side = ahead.get().isNegative() ? "ahead of" : "behind";
        report.mend(
                system,
                "clock",
                "this machine is " + apart.toSeconds() + " s " + side + " the service",
                "set this machine's clock by NTP (timedatectl set-ntp true)");
    }
}
