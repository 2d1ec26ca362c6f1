package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.simulated.Landscape;

/** What a team tries first: a route of its own that logs, and then to see more, or less, of it. */
class FirstOwnRouteTest {

    private static final String ROUTE =
            """
            - route:
                id: my-route
                from:
                  uri: timer:tick
                  parameters: {repeatCount: 1}
                  steps:
                    - log: a line that nobody configured
                    - log: {message: a line for the curious, loggingLevel: DEBUG}
                    - to: seda:later
            - route:
                id: my-other-route
                from:
                  uri: seda:later
                  steps:
                    - log: a line that was silenced
                    - to: log:my-log?level=INFO
                    - setBody: {constant: a tick}
                    - to: {uri: file:done, parameters: {fileName: tick.txt}}
            """;

    @TempDir
    Path folder;

    private final Landscape world = Landscape.start();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aLogStepIsSeenAtOnceAndLevelsAreSettings() throws Exception {
        Map<String, String> settings = world.settings(folder);
        settings.put("log.level.my-route", "debug");
        CommandProcess cli = CommandProcess.in(folder, settings);
        cli.environment("LOG_LEVEL_MY_OTHER_ROUTE", "warn");
        cli.environment("LOG_LEVEL_ORG_APACHE_HC_CLIENT5_HTTP_HEADERS", "trace");
        Files.writeString(Files.createDirectory(cli.file("routes/custom")).resolve("first.camel.yaml"), ROUTE);
        Process process = cli.start();
        try {
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(cli.file("done/tick.txt"))
                    .as(() -> output(cli))
                    .exists());
        } finally {
            process.destroy();
            process.waitFor();
        }
        assertThat(cli.output("err"))
                .contains("a line that nobody configured", "a line for the curious", "my-log")
                .doesNotContain("a line that was silenced", "Bearer ");
    }

    private static String output(CommandProcess cli) {
        try {
            return cli.output("err");
        } catch (IOException e) {
            return e.toString();
        }
    }
}
