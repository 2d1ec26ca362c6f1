package org.referralconnectors.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.referralconnectors.check.Finding.Level;

class ReportTest {

    private final Report report = new Report();

    @Test
    void whateverKeepsOneThingFromBeingSeenIsAFindingAndTheNextIsLookedAt() {
        report.look("dynamics", "application user", () -> {
            throw new Refused(403, "0x80072560");
        });
        report.look("partner-center", "referrals", () -> {
            throw new Unreachable(new IOException("secret detail"));
        });
        report.look("dynamics", "columns", () -> {
            throw new IllegalStateException("a customer's name");
        });
        report.look("dynamics", "clock", () -> report.ok("dynamics", "clock", "within 0 s of ours"));

        assertThat(report.isFine()).isFalse();
        assertThat(report.findings())
                .extracting(Finding::level)
                .containsExactly(Level.MEND, Level.MEND, Level.MEND, Level.OK);
        assertThat(report.findings().get(0).text()).contains("New app user");
        assertThat(report.findings().toString()).doesNotContain("secret detail", "customer's name");
    }
}
