package org.referralconnectors.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The fault-injecting history checker: real processes of the application between the simulated services, random edits
 * on both sides, and everything going wrong that can; at the end of each round what the simulated services saw is held
 * against the promise of {@code docs/guarantees.md}.
 *
 * <p>System properties: {@code torture.minutes} (1) of acting and coming to rest; {@code torture.seed} (of the clock),
 * which repeats what people, faults and the reaper do; {@code torture.store}, {@code sqlite} (the default, one process)
 * or {@code postgresql} (two processes on one database); {@code torture.round}, seconds until people stop (90);
 * {@code torture.parts}, some of {@code run,breaks,scenarios,replicas} ({@code run}); another word ends with 64.
 *
 * <p>Ends with 0 when the promise held, else with 1, after the seed that repeats it, and for each broken pair the story
 * as the simulated services saw it.
 */
public final class Torture {
    private static final Set<String> PARTS = Set.of("run", "breaks", "scenarios", "replicas");
    private static final int WRONG_USAGE = 64;

    private final long seed;
    private final String kind;
    private final Duration length;
    private final int roundSeconds;

    private Torture() {
        seed = Long.getLong("torture.seed", System.currentTimeMillis());
        kind = System.getProperty("torture.store", "sqlite");
        length = Duration.ofSeconds((long) (60 * Double.parseDouble(System.getProperty("torture.minutes", "1"))));
        roundSeconds = Integer.getInteger("torture.round", 90);
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "torture")
                .toAbsolutePath();
        Set<String> parts = some("torture.parts", "run", PARTS);
        some("torture.store", "sqlite", Set.of("sqlite", "postgresql"));
        Torture torture = new Torture();
        Report.line("torture.seed=%d torture.store=%s, logs in %s", torture.seed, torture.kind, folder);
        boolean held = !parts.contains("breaks") || torture.breaks(folder);
        held &= !parts.contains("scenarios") || Scenario.playAll(folder, torture.seed);
        held &= !parts.contains("replicas") || new Sharing(folder).measure();
        held &= !parts.contains("run") || torture.run(folder);
        System.exit(held ? 0 : 1);
    }

    /** Ends the process when the property names something that there isn't. */
    private static Set<String> some(String property, String usual, Set<String> known) {
        Set<String> asked = Set.of(System.getProperty(property, usual).split(","));
        if (!known.containsAll(asked)) {
            System.err.println(property + "=" + System.getProperty(property) + ": choose from " + new TreeSet<>(known));
            System.exit(WRONG_USAGE);
        }
        return asked;
    }

    private boolean breaks(Path folder) {
        boolean all = true;
        for (Break broken : Break.values()) {
            List<Violation> found = broken.violations(folder, seed);
            List<Violation> fitting = found.stream()
                    .filter(violation -> violation.promise().equals(broken.promise()))
                    .toList();
            all &= !fitting.isEmpty();
            Report.line("%-28s %s", broken, fitting.isEmpty() ? "NOT CAUGHT, " + found : "caught: " + fitting.get(0));
        }
        return all;
    }

    private boolean run(Path folder) throws IOException {
        Plan plan = Plan.of(seed, kind, (int) Math.min(roundSeconds, Math.max(5, length.toSeconds() * 2 / 3)));
        Build build = Build.asItIs(Files.createDirectory(folder.resolve("operator")));
        AtomicLong values = new AtomicLong();
        Totals totals = new Totals();
        try (World world = new World(folder, kind, plan.replicas(), build, Plan.settings());
                Post post = new Post(world, seed)) {
            long end = System.nanoTime() + length.toNanos();
            List<Violation> broken = List.of();
            for (int number = 1; broken.isEmpty() && (number == 1 || System.nanoTime() < end); number++) {
                beginRound(world, post, number);
                Round.Result result = new Round(world, plan, seed + number, post, values).play(false);
                broken = result.violations();
                totals.add(world, number, result);
                if (broken.isEmpty()) {
                    world.journal().retire();
                }
            }
            totals.print(world);
            Report.violations(world, broken);
            Report.line(
                    broken.isEmpty()
                            ? "The promise held."
                            : "BROKEN. Repeat it with -Dtorture.seed=" + seed + " -Dtorture.store=" + kind);
            return broken.isEmpty();
        }
    }

    /** In every other round no sweep heals what was lost: then each webhook answered 200 has to do by itself. */
    private static void beginRound(World world, Post post, int number) {
        boolean alone = number % 2 == 1;
        post.reliable(alone);
        world.restartWith(
                "partner-center.sweep-cron",
                alone ? Plan.NEVER : Plan.settings().get("partner-center.sweep-cron"));
    }
}
