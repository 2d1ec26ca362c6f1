package org.referralconnectors.cli;

import java.util.concurrent.Callable;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Tables;

/** A command that only needs the store, which a running process may use at the same time. */
abstract class StoreCommand extends Options implements Callable<Integer> {

    @Override
    public Integer call() {
        Settings settings = settings();
        settings.validateForStore();
        try (Database database = Parts.database(settings, false)) {
            return work(new Operations(Tables.of(database), () -> {}));
        }
    }

    /** What was done before by one that was broken off. */
    static String before(long requested) {
        return requested == 0 ? "" : ", " + requested + " of them before it was broken off";
    }

    /** @return the exit code */
    abstract int work(Operations operations);
}
