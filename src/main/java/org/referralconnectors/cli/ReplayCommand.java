package org.referralconnectors.cli;

import java.util.List;
import org.referralconnectors.ops.Operations;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries parked pairs again. */
@Command(
        name = "replay",
        description = "Tries parked pairs again, and the fields that are parked in them.",
        footer = {
            "Examples:",
            "  replay --referral 733ad402-b257-406c-9b0b-911aa7b066e9",
            "  replay --error 0x80040220",
            "Exit code 1: that referral is unknown, or nothing of it is parked."
        })
final class ReplayCommand extends StoreCommand {

    @ArgGroup(multiplicity = "1")
    private Which which;

    private static final class Which {
        @Option(names = "--referral", paramLabel = "ID", description = "One pair.")
        private String referral;

        @Option(names = "--error", paramLabel = "CODE", description = "All that are parked with this error code.")
        private String error;

        @Option(names = "--all", description = "All that are parked.")
        private boolean all;
    }

    @Override
    int work(Operations operations) {
        List<String> replayed =
                which.referral == null ? operations.replayAll(which.error) : operations.replay(which.referral);
        replayed.forEach(id -> print("replayed " + id));
        if (replayed.isEmpty()) {
            complain("nothing is parked" + (which.error == null ? "" : " with the code " + which.error));
        }
        return 0;
    }
}
