package org.referralconnectors.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a second process on one PostgreSQL is good for: runs per second, and how soon it takes over. Calls are slow and
 * workers few, so that waiting is what is shared, not this machine's processors.
 */
final class Sharing {
    private static final int PAIRS = 150;
    private static final int WORKERS = 2;
    private static final int ROUNDS = 3;
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration STUCK = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofSeconds(45);

    private final Path folder;
    private int edits;

    Sharing(Path folder) {
        this.folder = folder;
    }

    /** Whether a second process never lowers the pace, and takes over in time. */
    boolean measure() throws IOException {
        Path own = Files.createDirectory(folder.resolve("replicas"));
        Build build = Build.asItIs(Files.createDirectory(own.resolve("operator")));
        try (World world = new World(own, "postgresql", 2, build, settings())) {
            begin(world);
            List<String> ids = pairs(world);
            double one = 0;
            double two = 0;
            for (int round = 0; round < ROUNDS; round++) {
                world.replicas().get(1).end();
                one += runsPerSecond(world, ids);
                begin(world);
                two += runsPerSecond(world, ids);
            }
            Report.line("one process            %.1f runs per second", one / ROUNDS);
            Report.line("two processes          %.1f runs per second, %.2f times as many", two / ROUNDS, two / one);
            Duration longest = takeovers(world, ids.subList(0, WORKERS));
            Report.line("taken over             %.1f s after the kill -9 at most", longest.toMillis() / 1e3);
            return two >= one && longest.compareTo(LONGEST) <= 0;
        }
    }

    /** Nothing else is done meanwhile. */
    private static Map<String, String> settings() {
        return Map.of(
                "sync.workers",
                Integer.toString(WORKERS),
                "dynamics.poll-cron",
                Plan.NEVER,
                "partner-center.sweep-cron",
                Plan.NEVER,
                "http.response-timeout",
                "PT90S");
    }

    private List<String> pairs(World world) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            String id = UUID.randomUUID().toString();
            world.landscape().partnerCenter().create(referral -> referral.put("id", id));
            ids.add(id);
        }
        begin(world);
        world.store().request(ids);
        Await.until("all pairs", () -> world.store().isAtRest());
        Await.require("a pair has no lead", ids.stream().noneMatch(id -> world.leads(id)
                .isEmpty()));
        return ids;
    }

    /** Each referral has changed in one field: two reads and a write. */
    private double runsPerSecond(World world, List<String> ids) {
        edit(world, ids);
        latency(world, LATENCY);
        long before = world.journal().writes();
        long began = System.nanoTime();
        world.store().request(ids);
        Await.until("the end of the work", () -> world.store().isAtRest());
        double seconds = (System.nanoTime() - began) / 1e9;
        latency(world, Duration.ZERO);
        long writes = world.journal().writes() - before;
        Await.require(writes + " writes for " + ids.size() + " edits", writes == ids.size());
        return ids.size() / seconds;
    }

    /** The victim has taken pairs and waits for Partner Center when it is killed; the other was asleep meanwhile. */
    private Duration takeovers(World world, List<String> ids) {
        Duration longest = Duration.ZERO;
        for (int round = 0; round < ROUNDS; round++) {
            Replica victim = world.replicas().get(round % 2);
            Replica other = world.replicas().get(1 - round % 2);
            other.suspend();
            edit(world, ids);
            // Only what runs do: a process that has just started asks Dynamics 365 who it is.
            world.landscape().partner().partnerCenterServer().faults().latency(STUCK);
            world.store().request(ids);
            Await.until(
                    "the first process to take all",
                    () -> world.store().leases(ids).size() == ids.size());
            Set<String> taken = Set.copyOf(world.store().leases(ids).values());
            other.resume();
            Pause.millis(1_000L * (round + 1));
            victim.kill();
            long killed = System.nanoTime();
            latency(world, Duration.ZERO);
            Await.until("the other to take all", () -> tookAll(world, ids, taken));
            Duration took = Duration.ofNanos(System.nanoTime() - killed);
            Report.line("take-over %d            %.1f s after the kill -9", round + 1, took.toMillis() / 1e3);
            longest = took.compareTo(longest) > 0 ? took : longest;
            Await.until("rest", () -> world.store().isAtRest());
            begin(world);
        }
        return longest;
    }

    private static boolean tookAll(World world, List<String> ids, Set<String> taken) {
        Map<String, String> now = new HashMap<>(world.store().leases(ids));
        return now.values().stream().noneMatch(taken::contains);
    }

    private void edit(World world, List<String> ids) {
        edits++;
        ids.forEach(id -> world.landscape().partnerCenter().edit(id, referral -> referral.withObject("/details")
                .put("notes", "Edit " + edits)));
    }

    /** No webhook is sent, so nothing but readiness counts. */
    private static void begin(World world) {
        world.replicas().forEach(Replica::start);
        world.replicas().forEach(Replica::awaitReady);
    }

    private static void latency(World world, Duration each) {
        world.landscape().dataverseServer().faults().latency(each);
        world.landscape().partner().partnerCenterServer().faults().latency(each);
    }
}
