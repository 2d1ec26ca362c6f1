package org.referralconnectors.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version. */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand extends Options implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        String version = Main.class.getPackage().getImplementationVersion();
        command.commandLine().getOut().println("referral-connectors " + (version == null ? "development" : version));
        return 0;
    }
}
