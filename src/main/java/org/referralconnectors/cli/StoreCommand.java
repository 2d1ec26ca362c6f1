package org.referralconnectors.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Database;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only needs the store, which a running process may use at the same time. */
abstract class StoreCommand extends Options implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        Settings settings = settings();
        settings.validateForStore();
        try (Database database = Parts.database(settings, false)) {
            return work(database);
        }
    }

    abstract int work(Database database);

    void print(String line) {
        command.commandLine().getOut().println(line);
    }

    void print(JsonNode document) {
        print(document.toPrettyString());
    }

    void complain(String line) {
        command.commandLine().getErr().println(line);
    }
}
