package org.referralconnectors.cli;

import picocli.CommandLine.Command;

/** What is done with the store as a whole. */
@Command(
        name = "store",
        description = "What is done with the store as a whole.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = BackupCommand.class,
        footer = {"Examples:", "  store backup backup/referral-connectors.db"})
final class StoreCommands extends Options {}
