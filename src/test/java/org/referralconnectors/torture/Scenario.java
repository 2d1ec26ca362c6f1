package org.referralconnectors.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Something that goes wrong on the whole, in fixed steps against one real process. */
interface Scenario {
    List<Scenario> ALL = List.of(new RewritingPlugIn(), new RivalRobots(), new MassClosing(), new RestoredSandbox());

    String name();

    /** Of the application, beyond {@link Plan#settings}. */
    Map<String, String> settings();

    /**
     * @return what was seen, for a reader
     * @throws Await.Unmet when the promise did not hold
     */
    String play(Stage stage);

    /** Plays each on a stage of its own; whether all held. */
    static boolean playAll(Path folder, long seed) {
        boolean held = true;
        for (Scenario scenario : ALL) {
            held &= scenario.holds(folder.resolve(scenario.name().replace(' ', '-')), seed);
        }
        return held;
    }

    private boolean holds(Path own, long seed) {
        try {
            Build build = Build.asItIs(Files.createDirectories(own.resolve("operator")));
            try (Stage stage = new Stage(own, build, settings(), seed)) {
                Report.line("%-22s held: %s", name(), play(stage));
                return true;
            } catch (Await.Unmet unmet) {
                Report.line("%-22s BROKEN: %s; see the log in %s", name(), unmet.getMessage(), own);
                return false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
