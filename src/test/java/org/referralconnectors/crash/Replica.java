package org.referralconnectors.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.referralconnectors.simulated.Monitoring;

/** One process of the application, which can be killed and suspended like any. */
final class Replica implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(2);

    private final Map<String, String> settings;
    private final Process process;

    private Replica(Map<String, String> settings, Process process) {
        this.settings = settings;
        this.process = process;
    }

    /** Starts it; {@link #awaitReady} tells when it has begun to work. */
    static Replica start(Path folder, String name, Map<String, String> settings) {
        try {
            Path file = folder.resolve(name + ".properties");
            Properties properties = new Properties();
            properties.putAll(settings);
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
            Path log = log(name);
            Process process = new ProcessBuilder(command(file))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new Replica(settings, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kept, for whoever wonders why. */
    static Path log(String name) throws IOException {
        return Files.createDirectories(Path.of("target", "crash")).resolve(name + ".log");
    }

    private static List<String> command(Path file) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ReplicaMain.class.getName(),
                file.toString(),
                LEASE.toString());
    }

    Replica awaitReady() {
        try {
            BufferedReader output = process.inputReader();
            for (String line = output.readLine(); !ReplicaMain.READY.equals(line); line = output.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("it did not start: see its log");
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: nothing of it is asked or told. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    void suspend() {
        signal("-STOP");
    }

    void resume() {
        signal("-CONT");
    }

    /** Runs that it has ended. */
    long runs() {
        return new Monitoring(settings.get("camel.management.port")).runs();
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill " + signal + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
