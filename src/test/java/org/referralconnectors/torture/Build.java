package org.referralconnectors.torture;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.referralconnectors.bench.Forked;
import org.referralconnectors.torture.observer.Rules;

/**
 * What a process is started from: a copy of the folder that an operator has (settings, field map, routes), and the
 * compiled application: this project's, or another one's that was packaged ({@code torture.application} names its top
 * level). A copy may be broken on purpose: then its changed sources are compiled anew and stand in front of the class
 * path. Nothing of the application itself knows of that.
 */
final class Build {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    private final Path project;
    private final Path folder;
    private final Path classes;

    private Build(Path project, Path folder) {
        this.project = project;
        this.folder = folder;
        this.classes = folder.resolve("broken-classes");
        copy();
    }

    static Build asItIs(Path folder) {
        return new Build(PROJECT, folder);
    }

    /** The one that {@code torture.application} names, or this project's. */
    static Build asChosen(Path folder) {
        return new Build(Path.of(System.getProperty("torture.application", "")).toAbsolutePath(), folder);
    }

    /** @throws IllegalStateException when a change does not fit the sources any more */
    static Build broken(Path folder, List<Edit> edits) {
        Build build = asItIs(folder);
        List<Path> changed = new ArrayList<>();
        edits.forEach(edit -> changed.add(build.apply(edit)));
        build.compile(changed.stream()
                .filter(path -> path.toString().endsWith(".java"))
                .distinct()
                .toList());
        return build;
    }

    /**
     * A piece of text that stands in a file, everywhere it stands, and what is to stand there instead.
     *
     * @param file from the project's top level
     */
    record Edit(String file, String find, String replace) {}

    Path folder() {
        return folder;
    }

    String classPath() {
        if (!project.equals(PROJECT)) {
            Path target = project.resolve("target");
            return target.resolve("referral-connectors.jar") + File.pathSeparator + target.resolve("lib") + "/*";
        }
        String whole = Forked.classPath();
        return Files.isDirectory(classes) ? classes + File.pathSeparator + whole : whole;
    }

    /** Gives the operator's folder another field map. */
    void map(Rules rules) {
        try {
            String delivered = Files.readString(project.resolve("mapping.yaml"));
            Files.writeString(folder.resolve("mapping.yaml"), rules.fieldMap(delivered));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path apply(Edit edit) {
        Path target = folder.resolve(edit.file());
        try {
            if (Files.notExists(target)) {
                Files.createDirectories(target.getParent());
                Files.copy(PROJECT.resolve(edit.file()), target);
            }
            String text = Files.readString(target);
            if (!text.contains(edit.find())) {
                throw new IllegalStateException(edit.file() + " has changed: it has no \"" + edit.find() + "\"");
            }
            return Files.writeString(target, text.replace(edit.find(), edit.replace()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(List<Path> sources) {
        if (sources.isEmpty()) {
            return;
        }
        List<String> arguments = new ArrayList<>(List.of("-parameters", "-proc:none", "-nowarn", "-d"));
        arguments.add(classes.toString());
        arguments.addAll(List.of("-cp", Forked.classPath()));
        sources.forEach(source -> arguments.add(source.toString()));
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (failed != 0) {
            throw new IllegalStateException("The broken copy of " + sources + " does not compile");
        }
    }

    private void copy() {
        try {
            Files.createDirectories(folder.resolve("routes"));
            Files.copy(project.resolve("application.properties"), folder.resolve("application.properties"));
            Files.copy(project.resolve("mapping.yaml"), folder.resolve("mapping.yaml"));
            try (Stream<Path> routes = Files.list(project.resolve("routes"))) {
                for (Path route : routes.filter(Files::isRegularFile).toList()) {
                    Files.copy(route, folder.resolve("routes").resolve(route.getFileName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
