package org.referralconnectors.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * One application for all tests of a class, which leave each other's pairs alone; a start costs more than most tests.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedFlowSupport extends FlowTestSupport {

    @BeforeAll
    void startOnce() throws IOException {
        folder = Files.createTempDirectory("flow");
        start(settingsOfTheClass());
        store();
    }

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = super.settings();
        settings.put("sync.settle", "PT0S");
        return settings;
    }

    /** Keys and values in turn. */
    String[] settingsOfTheClass() {
        return new String[0];
    }

    /** Not after each test. */
    @Override
    void stop() {}

    @AfterAll
    void stopOnce() {
        super.stop();
    }
}
