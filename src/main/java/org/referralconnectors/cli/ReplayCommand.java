package org.referralconnectors.cli;

import java.util.List;
import java.util.Locale;
import org.referralconnectors.store.Database;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries parked pairs again. */
@Command(name = "replay", description = "Tries parked pairs again, and the fields that are parked in them.")
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
    int work(Database database) {
        List<String> replayed = new Replay(database)
                .replay(which.referral == null ? null : which.referral.toLowerCase(Locale.ROOT), which.error);
        replayed.forEach(id -> print("replayed " + id));
        if (replayed.isEmpty()) {
            complain(which.referral == null ? "nothing is parked" : "referral " + which.referral + " is not parked");
            return which.referral == null ? 0 : Main.FAILED;
        }
        return 0;
    }
}
