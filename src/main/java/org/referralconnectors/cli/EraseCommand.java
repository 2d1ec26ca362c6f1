package org.referralconnectors.cli;

import org.referralconnectors.ops.Operations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forgets a referral. */
@Command(
        name = "erase",
        description = {
            "Removes a referral's data from every table of the store, for good.",
            "Only a keyed hash of its id stays, so that no webhook, sweep, poll or backfill brings it back.",
            "Neither service is written to."
        },
        footer = {
            "Examples:",
            "  erase --referral 733ad402-b257-406c-9b0b-911aa7b066e9",
            "Backups made before still hold it. Exit code 1: that referral is unknown."
        })
final class EraseCommand extends StoreCommand {

    @Option(names = "--referral", paramLabel = "ID", required = true, description = "The referral's id.")
    private String referral;

    @Override
    int work(Operations operations) {
        Progress progress = new Progress(err());
        operations.longWork().erase(referral, walk -> progress.show(walk.seen() + " rows looked at"));
        progress.clear();
        print("erased");
        return 0;
    }
}
