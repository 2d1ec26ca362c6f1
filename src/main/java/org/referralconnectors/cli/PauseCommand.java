package org.referralconnectors.cli;

import org.referralconnectors.ops.Operations;
import picocli.CommandLine.Command;

/** Leaves a system alone. */
@Command(
        name = "pause",
        description = {
            "No call to a system, in any process on this store, until it is resumed.",
            "Webhooks are still taken; their requests wait on disk."
        },
        footer = {"Examples:", "  pause dynamics", "  pause"})
final class PauseCommand extends SystemCommand {

    @Override
    int work(Operations operations) {
        operations.pause(system());
        operations.pausedTexts().forEach(this::print);
        return 0;
    }
}
