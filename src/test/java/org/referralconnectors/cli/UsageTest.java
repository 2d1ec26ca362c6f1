package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.cli.CommandProcess.Result;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What the command line says of itself; nothing is started for that. */
class UsageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pause sap",
                "resume sap",
                "resolve --referral x --field notes --take both",
                "resolve --referral x --field notes",
                "drop --referral x",
                "link --referral x --lead y",
                "backfill --since yesterday",
                "replay",
                "replay --all --error x",
                "store",
                "store backup",
                "sync --now",
                "synch"
            })
    void wrongUsageShowsTheUsage(String command) {
        Result result = cli(command.split(" "));
        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains("Usage:");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void everyCommandHasHelpWithExamples() {
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            Result help = cli(name, "--help");
            assertThat(help.exit()).isZero();
            boolean plain = List.of("run", "version").contains(name);
            assertThat(help.out()).contains("Usage: referral-connectors " + name);
            assertThat(plain || help.out().contains("Examples:")).as(name).isTrue();
            UsageMessageSpec usage = command.getCommandSpec().usageMessage();
            assertThat(usage.description()[0]).as("what --help lists").endsWith(".");
            assertThat(usage.footer()).as(name).allMatch(line -> line.length() < usage.width());
        });
    }

    private static Result cli(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
        return new Result(exit, out.toString(), err.toString());
    }
}
