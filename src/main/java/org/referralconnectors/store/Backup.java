package org.referralconnectors.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A copy of an SQLite store as it is at one moment, made while others use it. */
public final class Backup {
    private final DataSource source;

    /** @param settings of an SQLite store */
    public Backup(StoreSettings settings) {
        this.source = new Sqlite(settings).forMigration();
    }

    /**
     * @param target a file that is not there yet; only its owner may read it
     * @throws StoreUnavailable saying why there is no copy; then there is no file either
     */
    public void writeTo(Path target) {
        try {
            OwnerOnly.create(target);
        } catch (FileAlreadyExistsException e) {
            throw new StoreUnavailable(target + " is there already: name another file, nothing is overwritten", e);
        } catch (NoSuchFileException e) {
            throw new StoreUnavailable("There is no folder for " + target + ": make it first", e);
        } catch (IOException e) {
            throw new StoreUnavailable(target + " can't be written: " + e.getMessage(), e);
        }
        fill(target);
    }

    private void fill(Path target) {
        try (Connection connection = source.getConnection();
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, target.toString());
            copy.execute();
            toDisk(target);
        } catch (SQLException | IOException e) {
            remove(target, e);
            throw new StoreUnavailable("No backup was made: " + e.getMessage(), e);
        }
    }

    private static void toDisk(Path target) throws IOException {
        try (FileChannel file = FileChannel.open(target, StandardOpenOption.WRITE)) {
            file.force(true);
        }
    }

    private static void remove(Path target, Exception why) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }
}
