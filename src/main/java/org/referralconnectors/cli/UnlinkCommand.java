package org.referralconnectors.cli;

import org.referralconnectors.ops.Operations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Undoes a pair. */
@Command(
        name = "unlink",
        description = "Undoes a pair: nothing is synced for the referral until it is linked again. Writes to no side.",
        footer = {
            "Examples:",
            "  unlink --referral 733ad402-b257-406c-9b0b-911aa7b066e9",
            "Exit code 1: that referral is unknown or has no lead."
        })
final class UnlinkCommand extends StoreCommand {

    @Option(names = "--referral", paramLabel = "ID", required = true, description = "The referral's id.")
    private String referral;

    @Override
    int work(Operations operations) {
        operations.unlink(referral);
        print("unlinked");
        return 0;
    }
}
