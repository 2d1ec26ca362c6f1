package org.referralconnectors.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.referralconnectors.torture.observer.Violation;

/**
 * The fault-injecting history checker: real processes of the application between the simulated services, random edits
 * on both sides, and everything going wrong that can; at the end of each round what the simulated services saw is held
 * against the promise of {@code docs/guarantees.md}.
 *
 * <p>System properties: {@code torture.minutes} (1) of acting and coming to rest; {@code torture.seed} (of the clock),
 * which repeats what people, faults and the reaper do; {@code torture.store}, {@code sqlite} (the default, one process)
 * or {@code postgresql} (two processes on one database); {@code torture.round}, seconds of acting in a round (60);
 * {@code torture.themes}, some of {@link Theme} in small letters (all, in turn); {@code torture.application}, the top
 * level of another, packaged build of the application; {@code torture.parts}, some of
 * {@code run,breaks,scenarios,replicas} ({@code run}); {@code torture.breaks}, some of {@link Break} (all). Another
 * word ends with 64.
 *
 * <p>Ends with 0 when the promise held, else with 1, after the seed that repeats it, and for each broken pair the story
 * as the simulated services saw it.
 */
public final class Torture {
    private final Options options;
    private final long seed;
    private final Path folder;

    private Torture(Options options, Path folder) {
        this.options = options;
        this.seed = options.seed();
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        Options options = new Options();
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "torture")
                .toAbsolutePath();
        Torture torture = new Torture(options, folder);
        Report.line("torture.seed=%d torture.store=%s, logs in %s", torture.seed, options.store(), folder);
        boolean held = !options.plays("breaks") || torture.breaks();
        held &= !options.plays("scenarios") || Scenario.playAll(folder, torture.seed);
        held &= !options.plays("replicas") || new Sharing(folder).measure();
        held &= !options.plays("run") || torture.run();
        System.exit(held ? 0 : 1);
    }

    private boolean breaks() {
        boolean all = true;
        for (Break broken : options.breaks()) {
            List<Violation> found = broken.violations(folder, seed);
            List<Violation> fitting = found.stream()
                    .filter(violation -> violation.promise().equals(broken.promise()))
                    .toList();
            all &= !fitting.isEmpty();
            Report.line("%-28s %s", broken, fitting.isEmpty() ? "NOT CAUGHT, " + found : "caught: " + fitting.get(0));
        }
        return all;
    }

    private boolean run() throws IOException {
        Build build = Build.asChosen(Files.createDirectory(folder.resolve("operator")));
        AtomicLong values = new AtomicLong();
        Totals totals = new Totals();
        int count = options.store().equals("sqlite") ? 1 : 2;
        try (World world = new World(folder, options.store(), count, build, Plan.settings());
                Post post = new Post(world, seed)) {
            long end = System.nanoTime() + options.length().toNanos();
            List<Violation> broken = List.of();
            for (int number = 0; broken.isEmpty() && (number == 0 || System.nanoTime() < end); number++) {
                broken = round(number, world, post, values, totals);
            }
            totals.print(world);
            Report.violations(world, broken);
            Report.line(
                    broken.isEmpty()
                            ? "The promise held."
                            : "BROKEN. Repeat it with -Dtorture.seed=" + seed + " -Dtorture.store=" + options.store());
            return broken.isEmpty();
        }
    }

    /** Every other time no sweep heals what was lost: then each webhook answered 200 has to do by itself. */
    private List<Violation> round(int number, World world, Post post, AtomicLong values, Totals totals) {
        List<Theme> themes = options.themes();
        Theme theme = themes.get(number % themes.size());
        boolean alone = number / themes.size() % 2 == 0;
        post.reliable(alone);
        Plan plan = theme.plan(seed + number, options.roundSeconds(), !alone);
        Round.Result result = new Round(world, plan, seed + number, post, values).play(false);
        totals.add(theme, number, result);
        if (result.violations().isEmpty()) {
            world.journal().retire();
        }
        return result.violations();
    }
}
