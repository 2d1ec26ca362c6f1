package org.referralconnectors.cli;

import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.referralconnectors.check.Finding;
import org.referralconnectors.check.Finding.Level;
import org.referralconnectors.check.Report;
import picocli.CommandLine.Command;

/** Tells whether the connectors can do their work, and what to mend where they can't. */
@Command(
        name = "check",
        description = "Looks at every prerequisite of both services: fine, or what to do about it and where.",
        footer = {
            "Examples:",
            "  check",
            "A line each: ok; note, for you to decide; or mend, which stands in the way.",
            "Exit code 0: nothing to mend; 2: something to mend. Changes nothing."
        })
final class CheckCommand extends Options implements Callable<Integer> {

    @Override
    public Integer call() {
        Report report = new Checks(settings(), Clock.systemUTC()).run();
        report.findings().forEach(finding -> print(line(finding)));
        print(count(report, Level.OK) + " fine, " + count(report, Level.NOTE) + " to note, " + count(report, Level.MEND)
                + " to mend");
        return report.isFine() ? 0 : Main.INVALID;
    }

    private static String line(Finding finding) {
        return "%-5s %-15s %s: %s"
                .formatted(
                        finding.level().name().toLowerCase(Locale.ROOT),
                        finding.where(),
                        finding.what(),
                        finding.text());
    }

    private static long count(Report report, Level level) {
        return report.findings().stream()
                .filter(finding -> finding.level() == level)
                .count();
    }
}
