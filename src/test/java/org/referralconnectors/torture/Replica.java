package org.referralconnectors.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.referralconnectors.simulated.Monitoring;

/** One process of the real application, started as the README says, and what the operating system can do to it. */
final class Replica implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final String name;
    private final Build build;
    private final Path folder;
    private final Map<String, String> settings;
    private final int webhookPort = freePort();
    private final int managementPort = freePort();
    private final Monitoring monitoring = new Monitoring(Integer.toString(managementPort));
    private volatile Process process;

    Replica(String name, Build build, Path folder, Map<String, String> settings) {
        this.name = name;
        this.build = build;
        this.folder = folder;
        this.settings = settings;
    }

    String name() {
        return name;
    }

    String webhook() {
        return "http://localhost:" + webhookPort + "/webhooks/partner-center";
    }

    /** Returns at once. */
    synchronized void start() {
        if (isAlive()) {
            return;
        }
        process = launch(folder.resolve(name + ".log"), "run");
    }

    /**
     * An operator's command beside the process, as a process of its own.
     *
     * @return what it printed
     * @throws Await.Unmet when it failed
     */
    synchronized String command(String... words) {
        Path output = folder.resolve(name + "-" + words[0] + ".log");
        try {
            Files.deleteIfExists(output);
            int exit = launch(output, words).waitFor();
            String said = Files.readString(output);
            Await.require(words[0] + " ended with " + exit + ": " + said, exit == 0);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the process has logged since it was first started. */
    String log() {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch(Path output, String... words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-Dcamel.server.port=" + webhookPort);
        command.add("-Dcamel.management.port=" + managementPort);
        command.addAll(List.of("-cp", build.classPath(), "org.referralconnectors.cli.Main"));
        command.addAll(List.of(words));
        try {
            return new ProcessBuilder(command)
                    .directory(build.folder().toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            folder.resolve(name + ".log").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        Process now = process;
        return now != null && now.isAlive();
    }

    boolean isReady() {
        return isAlive() && monitoring.isReady();
    }

    void awaitReady() {
        long began = System.nanoTime();
        while (!isReady()) {
            if (!isAlive() || System.nanoTime() - began > LONGEST_START.toNanos()) {
                throw new IllegalStateException(name + " did not become ready: see its log in " + folder);
            }
            Pause.millis(20);
        }
    }

    /** kill -9. */
    synchronized void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM, and waits for the end. */
    synchronized void stop() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM, and waits for the end however long it takes. */
    synchronized void end() {
        process.destroy();
        awaitEnd();
    }

    /** SIGSTOP: the process stands still wherever it is. */
    void suspend() {
        signal("-STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int awaitEnd() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    long runs() {
        return monitoring.runs();
    }

    /** Not one that the system gives to outgoing connections: it has to be free again after each kill. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (ServerSocket probe = new ServerSocket(port)) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // another one
            }
        }
    }

    @Override
    public void close() {
        if (isAlive()) {
            process.destroyForcibly();
            awaitEnd();
        }
    }
}
