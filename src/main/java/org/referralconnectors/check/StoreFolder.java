package org.referralconnectors.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an embedded store lies, and whether it can live there. */
public final class StoreFolder {

    private static final String WHERE = "store";

    /** How the file system of a folder is called. */
    @FunctionalInterface
    public interface FileSystems {
        String type(Path folder) throws IOException;
    }

    private final FileSystems systems;
    private final Report report;

    public StoreFolder(FileSystems systems, Report report) {
        this.systems = systems;
        this.report = report;
    }

    /** @return whether the store can be opened there */
    public boolean look(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        while (!Files.exists(folder)) {
            folder = folder.getParent();
        }
        boolean writable = Files.isWritable(folder) && (Files.notExists(file) || Files.isWritable(file));
        if (!writable) {
            report.mend(WHERE, "file", file + " can't be written", "give this user the folder, or set store.url");
        }
        return network(folder) & writable;
    }

    private boolean network(Path folder) {
        try {
            String type = systems.type(folder);
            if (!NetworkFolders.contain(type)) {
                report.ok(WHERE, "file system", type);
                return true;
            }
            report.mend(
                    WHERE,
                    "file system",
                    folder + " is on a network file system (" + type + "), where SQLite's log loses data",
                    "put store.url on a disk of this machine, or use jdbc:postgresql:");
        } catch (IOException unknown) {
            report.note(WHERE, "file system", "nobody can say what kind it is: " + unknown.getMessage());
            return true;
        }
        return false;
    }
}
