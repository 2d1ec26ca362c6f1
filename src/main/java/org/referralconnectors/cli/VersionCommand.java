package org.referralconnectors.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the version. */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand extends Options implements Callable<Integer> {

    @Override
    public Integer call() {
        String version = Main.class.getPackage().getImplementationVersion();
        print("referral-connectors " + (version == null ? "development" : version));
        return 0;
    }
}
