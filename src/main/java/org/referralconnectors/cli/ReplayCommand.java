package org.referralconnectors.cli;

import org.referralconnectors.ops.Operations;
import org.referralconnectors.sync.StoreWalk.Finished;
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
        if (which.referral != null) {
            operations.replay(which.referral).forEach(this::replayed);
            return 0;
        }
        Finished all = operations.longWork().replayAll(which.error, this::replayed);
        if (all.requested() == 0) {
            complain("nothing is parked" + (which.error == null ? "" : " with the code " + which.error));
        } else if (all.requested() > 1) {
            print(all.requested() + " are tried again" + before(all.before()));
        }
        return 0;
    }

    private void replayed(String id) {
        print("replayed " + id);
    }
}
