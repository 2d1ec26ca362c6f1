package org.referralconnectors.cli;

import java.util.List;
import org.referralconnectors.ops.Operations;
import picocli.CommandLine.Command;

/** Ends pauses. */
@Command(
        name = "resume",
        description = "Ends the pauses of a system: an operator's, and those after throttling or refused credentials.",
        footer = {"Examples:", "  resume dynamics", "  resume"})
final class ResumeCommand extends SystemCommand {

    @Override
    int work(Operations operations) {
        List<String> resumed = operations.resume(system());
        print(resumed.isEmpty() ? "nothing was paused" : "resumed: " + String.join(", ", resumed));
        return 0;
    }
}
