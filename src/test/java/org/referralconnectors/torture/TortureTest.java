package org.referralconnectors.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.referralconnectors.torture.observer.Violation;

/** The promise, for a few seconds; and that the checker can fail. The whole of it runs by {@code exec:java@torture}. */
class TortureTest {
    private static final long SEED = 20_261_122;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostDoubledOrWrittenUnaskedWhileEverythingGoesWrong() throws IOException {
        Plan usual = Theme.EVERYDAY.plan(SEED, 5, false);
        Build build = Build.asItIs(Files.createDirectory(folder.resolve("operator")));
        try (World world = new World(folder, "sqlite", 1, build, Plan.settings());
                Post post = new Post(world, SEED)) {
            Round.Result result = new Round(world, usual, SEED, post, new AtomicLong()).play(false);
            assertThat(result.violations()).isEmpty();
            assertThat(result.kills()).isPositive();
            assertThat(world.journal().acknowledged()).isGreaterThan(10);
            assertThat(world.landscape().dataverse().odataCheck().disagreements())
                    .isEmpty();
        }
    }

    /** Those that only {@code -Dtorture.parts=breaks} plays can still be made, at least. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NO_IF_MATCH", "FAILED_SEARCH_FINDS_NOTHING"})
    void theApplicationCanStillBeBroken(Break broken) {
        assertThat(broken.build(folder).folder()).isDirectoryContaining("glob:**/broken-classes");
    }

    /** Those that show without waiting for a lease to end; the others are caught by {@code -Dtorture.parts=breaks}. */
    @ParameterizedTest
    @EnumSource(names = {"NO_IF_MATCH", "FAILED_SEARCH_FINDS_NOTHING"})
    void aBrokenApplicationIsCaught(Break broken) {
        assertThat(broken.violations(folder, SEED))
                .extracting(Violation::promise)
                .contains(broken.promise());
    }
}
