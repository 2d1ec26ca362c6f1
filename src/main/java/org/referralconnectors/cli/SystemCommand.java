package org.referralconnectors.cli;

import picocli.CommandLine.Parameters;

/** A command about one system, or about both. */
abstract class SystemCommand extends StoreCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "SYSTEM",
            defaultValue = "all",
            converter = SystemName.class,
            description = "partner-center, dynamics or all (the default).")
    private String system;

    String system() {
        return system;
    }
}
