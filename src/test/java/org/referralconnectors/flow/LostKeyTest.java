package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Pauses;

/** The key of the stored tokens is gone, as after a restore that forgot its file. */
class LostKeyTest extends FlowTestSupport {

    @Test
    void saysWhatMendsItParksNothingAndGoesOnWithTheKey() throws IOException {
        start();
        settled(referral -> {});
        application.close();
        Path key = folder.resolve("store.db.key");
        Path aside = Files.move(key, folder.resolve("aside"));
        start();
        String id = referral(referral -> {});
        eventually().until(() -> !new Pauses(store()).current().isEmpty());
        assertThat(new Pauses(store()).current()).singleElement().satisfies(pause -> {
            assertThat(pause.system()).isEqualTo("partner-center");
            assertThat(pause.reason()).contains("another key", "store.encryption-key", "`login`");
        });
        assertThat(application.backlog().parked()).isEmpty();
        application.close();
        Files.move(aside, Files.exists(key) ? replaced(key) : key);
        new Pauses(store()).resume("partner-center");
        start();
        inStep(id);
    }

    private static Path replaced(Path file) throws IOException {
        Files.delete(file);
        return file;
    }
}
