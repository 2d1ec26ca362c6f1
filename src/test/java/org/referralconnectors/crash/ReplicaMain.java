package org.referralconnectors.crash;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.referralconnectors.cli.Application;
import org.referralconnectors.settings.Settings;

/** The real application in a process of its own, with leases that a test can wait for. */
final class ReplicaMain {

    static final String READY = "ready";

    private ReplicaMain() {}

    /** @param arguments a properties file, and the length of a lease (ISO-8601) */
    public static void main(String[] arguments) throws Exception {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            file.load(reader);
        }
        Settings settings = Settings.load(file, Map.of(), new Properties());
        Application.run(settings, () -> Runtime.getRuntime().halt(1), Duration.parse(arguments[1]));
        System.out.println(READY);
        Thread.currentThread().join();
    }
}
