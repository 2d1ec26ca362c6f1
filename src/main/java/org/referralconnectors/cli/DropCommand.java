package org.referralconnectors.cli;

import org.referralconnectors.ops.Operations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gives a parked request up. */
@Command(
        name = "drop",
        description = "Gives a parked request up, on the record. A later event starts afresh.",
        footer = {
            "Examples:",
            "  drop --referral 733ad402-b257-406c-9b0b-911aa7b066e9 --why \"a test of the sales team\"",
            "Exit code 1: that referral is unknown or not parked."
        })
final class DropCommand extends StoreCommand {

    @Option(names = "--referral", paramLabel = "ID", required = true, description = "The referral's id.")
    private String referral;

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            required = true,
            description = "The reason, for the history; no personal data.")
    private String why;

    @Override
    int work(Operations operations) {
        operations.drop(referral, why);
        print("dropped");
        return 0;
    }
}
