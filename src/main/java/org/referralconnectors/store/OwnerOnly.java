package org.referralconnectors.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that only their owner may read and write, where the file system knows such a thing. */
final class OwnerOnly {
    private OwnerOnly() {}

    /** Makes an empty file where there is none. */
    static void create(Path file) throws IOException {
        Files.createFile(file, attributes(file));
    }

    /** Makes the folders that are not there. */
    static void createFolders(Path folder) throws IOException {
        Files.createDirectories(folder, attributes(folder, "rwx------"));
    }

    static FileAttribute<?>[] attributes(Path file) {
        return attributes(file, "rw-------");
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
