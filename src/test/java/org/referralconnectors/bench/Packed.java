package org.referralconnectors.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path as it is deployed, in jars: the JVM's class-data archive takes no folders. What only tests need stays
 * at the end of it, where nothing is loaded from.
 */
final class Packed {

    private Packed() {}

    /** @return the same class path, each folder of classes packed into a jar of that folder */
    static String classPath(Path folder, String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .map(entry -> Files.isDirectory(Path.of(entry)) ? pack(Path.of(entry), folder) : entry)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String pack(Path classes, Path folder) {
        Path jar = folder.resolve(classes.getFileName() + ".jar").toAbsolutePath();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : below(classes)) {
                add(out, classes.relativize(file).toString(), file);
            }
            return jar.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Folders have entries of their own: Flyway looks for its migrations in one. */
    private static void add(JarOutputStream out, String name, Path file) throws IOException {
        boolean folder = Files.isDirectory(file);
        out.putNextEntry(new JarEntry(folder ? name + "/" : name));
        if (!folder) {
            Files.copy(file, out);
        }
        out.closeEntry();
    }

    private static List<Path> below(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> !file.equals(classes)).toList();
        }
    }
}
