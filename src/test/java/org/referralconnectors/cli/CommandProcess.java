package org.referralconnectors.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command line as a process of its own, in a folder like the one that users start it from. */
final class CommandProcess {

    private static final long LONGEST_SECONDS = 120;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What one command left behind. */
    record Result(int exit, String out, String err) {
        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (IOException e) {
                throw new AssertionError(out, e);
            }
        }
    }

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    private CommandProcess(Path folder) {
        this.folder = folder;
    }

    /** A folder with {@code mapping.yaml}, {@code routes/} and {@code application.properties} with these settings. */
    static CommandProcess in(Path folder, Map<String, String> settings) {
        try {
            Files.copy(Path.of("mapping.yaml"), folder.resolve("mapping.yaml"));
            StringBuilder properties = new StringBuilder(Files.readString(Path.of("application.properties")));
            settings.forEach((key, value) ->
                    properties.append(key).append(" = ").append(value).append('\n'));
            Files.writeString(folder.resolve("application.properties"), properties);
            Files.createDirectory(folder.resolve("routes"));
            try (Stream<Path> routes = Files.list(Path.of("routes"))) {
                for (Path route : routes.filter(Files::isRegularFile).toList()) {
                    Files.copy(route, folder.resolve("routes").resolve(route.getFileName()));
                }
            }
            return new CommandProcess(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of each process that is started from now on, beside our own. */
    void environment(String name, String value) {
        environment.put(name, value);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Runs the commands one after the other in one process; see {@link SeveralCommands}. */
    List<Result> run(String... script) throws Exception {
        Process process = start(SeveralCommands.class, script);
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("not ended in time: " + output("err"));
        }
        List<String> out = parts("out");
        List<String> err = parts("err");
        List<Result> results = new ArrayList<>();
        for (int i = 0; i + 1 < out.size(); i += 2) {
            results.add(new Result(Integer.parseInt(out.get(i + 1)), out.get(i), err.get(i)));
        }
        return results;
    }

    /** Starts one command, as {@code java -jar} would. */
    Process start(String... words) throws IOException {
        return start(Main.class, words);
    }

    /** @param stream {@code out} or {@code err} of the process started last */
    String output(String stream) throws IOException {
        return Files.readString(file(stream + ".txt"));
    }

    private Process start(Class<?> main, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(words));
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(file("out.txt").toFile())
                .redirectError(file("err.txt").toFile());
        process.environment().putAll(environment);
        return process.start();
    }

    /** A command's text and its exit code in turn, and what came after the last. */
    private List<String> parts(String stream) throws IOException {
        List<String> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String line : output(stream).lines().toList()) {
            if (line.startsWith(SeveralCommands.EXIT)) {
                parts.add(text.toString());
                parts.add(line.substring(SeveralCommands.EXIT.length()));
                text.setLength(0);
            } else {
                text.append(line).append('\n');
            }
        }
        parts.add(text.toString());
        return parts;
    }
}
