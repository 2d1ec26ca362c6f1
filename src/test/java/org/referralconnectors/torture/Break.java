package org.referralconnectors.torture;

import static org.referralconnectors.torture.Habits.Act.FOUND;
import static org.referralconnectors.torture.Habits.Act.FRESH;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.torture.Build.Edit;
import org.referralconnectors.torture.observer.Rules;
import org.referralconnectors.torture.observer.Violation;

/**
 * Ways to break the application, each in a copy of it, to show that the checker can fail. Where only a kill at the
 * wrong moment shows the fault, the copy stays in that moment for a while.
 */
enum Break {
    /** Records are overwritten whatever they hold by now. */
    NO_IF_MATCH(
            "unasked",
            Pace.racing(),
            new Edit("routes/dynamics.camel.yaml", "- {name: If-Match, simple: \"${variable.run.leadEtag}\"}", ""),
            new Edit(
                    "routes/partner-center.camel.yaml",
                    "- {name: If-Match, simple: \"${variable.run.referralEtag}\"}",
                    "")),

    /** The poll's cursor is on disk before the requests that it found. */
    CURSOR_BEFORE_REQUESTS(
            "apart",
            Pace.polling(),
            new Edit(
                    "src/main/java/org/referralconnectors/sync/ListWalk.java",
                    "            tables.requests().requestAll(handle, last);\n            return moved;",
                    "            return moved;"),
            new Edit(
                    "src/main/java/org/referralconnectors/sync/ListWalk.java",
                    "        hint.run();",
                    """
                    try { Thread.sleep(3_000); } catch (InterruptedException e) { throw new IllegalStateException(e); }
                    tables.database().executeNow("", handle -> tables.requests().requestAll(handle, last));
                    hint.run();""")) {
        /** Sellers edit while the only process is down; it is killed as soon as its poll has moved the cursor. */
        @Override
        void lastBlow(World world, People people) {
            Replica only = world.replicas().get(0);
            people.pairs()
                    .forEach(id -> Await.until(
                            "a lead for " + id, () -> !world.leads(id).isEmpty()));
            Pause.millis(Post.LATEST_MILLIS); // a webhook of before would heal what the poll loses
            Await.until("rest", () -> world.store().isAtRest());
            only.kill();
            long before = world.store().polls();
            people.pairs().forEach(people::sell);
            only.start();
            Await.until("a poll", () -> world.store().polls() > before);
            only.kill();
        }
    },

    /** A webhook is answered before its request is on disk. */
    ANSWER_BEFORE_COMMIT(
            "lost",
            Pace.making(),
            new Edit(
                    "src/main/java/org/referralconnectors/sync/Webhook.java",
                    "database.executeWithin(PATIENCE, event.referralId(),",
                    "later(event.referralId(),"),
            new Edit(
                    "src/main/java/org/referralconnectors/sync/Webhook.java",
                    "    private void count(String outcome) {",
                    """
                        private void later(String id, org.jdbi.v3.core.HandleConsumer<RuntimeException> unit) {
                            java.util.concurrent.CompletableFuture.delayedExecutor(
                                            1, java.util.concurrent.TimeUnit.SECONDS)
                                    .execute(() -> database.executeNow(id, unit));
                        }

                        private void count(String outcome) {""")),

    /** What a killed process was working on stays taken. */
    LEASE_WITHOUT_EXPIRY(
            "unrecorded",
            Pace.working(),
            new Edit(
                    "src/main/java/org/referralconnectors/store/Claims.java",
                    "Duration.ofSeconds(30)",
                    "Duration.ofDays(3_650)")) {
        /** The only process is killed while it waits for Dynamics 365 in the middle of runs. */
        @Override
        void lastBlow(World world, People people) {
            Faults faults = world.landscape().dataverseServer().faults();
            faults.latency(Duration.ofSeconds(2));
            world.store().request(people.pairs());
            Await.until("a run", () -> !world.store().leases(people.pairs()).isEmpty());
            world.replicas().get(0).kill();
            faults.latency(Duration.ZERO);
        }
    },

    /** A search that failed counts as one that found nothing. */
    FAILED_SEARCH_FINDS_NOTHING(
            "doubled",
            Pace.searching(),
            new Edit(
                    "routes/dynamics.camel.yaml",
                    "run.namedLead})\"}\n        - to:\n            uri: \"{{dynamics.url}}\"\n            parameters: {",
                    "run.namedLead})\"}\n        - to:\n            uri: \"{{dynamics.url}}\"\n            parameters: {"
                            + "okStatusCodeRange: 200-599, "),
            new Edit(
                    "src/main/java/org/referralconnectors/sync/Identity.java",
                    "Answers.leads(answer).path(\"value\")",
                    "answer.path(\"value\")"));

    /** What has to go on so that a fault of this kind shows soon. */
    private record Pace(
            int seconds, int edits, int kills, int races, int rest, Map<Trouble, Integer> troubles, Habits habits) {
        static Pace racing() {
            return new Pace(60, 25, 0, 1, 10, Map.of(), Habits.editing(4, 500).with(FRESH, 20));
        }

        static Pace polling() {
            return new Pace(5, 150, 0, 1_000, 60, Map.of(), Habits.editing(10, 0));
        }

        static Pace making() {
            return new Pace(
                    20, 40, 400, 1_000, 40, Map.of(), Habits.editing(5, 500).with(FRESH, 500));
        }

        static Pace working() {
            return new Pace(
                    5, 100, 0, 1_000, 60, Map.of(), Habits.editing(10, 500).with(FRESH, 300));
        }

        static Pace searching() {
            return new Pace(
                    60,
                    60,
                    0,
                    1_000,
                    10,
                    Map.of(Trouble.WEATHER, 40),
                    Habits.editing(5, 500).with(FOUND, 500));
        }

        /** Without a sweep. */
        Plan plan() {
            Map<String, String> settings = new HashMap<>(Plan.settings());
            settings.put("partner-center.sweep-cron", Plan.NEVER);
            settings.put("sync.settle", "PT0.2S");
            Phase phase = new Phase(Rules.asDelivered(), settings, seconds, true);
            return new Plan(List.of(phase), troubles, edits, kills, 0, races, rest, habits);
        }
    }

    private static final int TRIES = 4;

    private final String promise;
    private final Pace pace;
    private final List<Edit> edits;

    Break(String promise, Pace pace, Edit... edits) {
        this.promise = promise;
        this.pace = pace;
        this.edits = List.of(edits);
    }

    /** The word of the promise that this breaks. */
    String promise() {
        return promise;
    }

    /** @throws IllegalStateException when the application has changed where it is to be broken */
    Build build(Path folder) {
        return Build.broken(folder, edits);
    }

    /**
     * What the checker says of an application that is broken like this. Chance decides whether a kill meets the moment,
     * so there are a few tries.
     */
    List<Violation> violations(Path folder, long seed) {
        List<Violation> found = List.of();
        for (int tried = 0; tried < TRIES && found.stream().noneMatch(this::fits); tried++) {
            found = violationsOnce(folder.resolve(name().toLowerCase(Locale.ROOT) + "-" + tried), seed + tried);
        }
        return found;
    }

    /** What happens when people have stopped, where chance would seldom meet the moment that shows the fault. */
    void lastBlow(World world, People people) {}

    private boolean fits(Violation violation) {
        return violation.promise().equals(promise);
    }

    private List<Violation> violationsOnce(Path own, long seed) {
        try {
            Files.createDirectories(own);
            Build build = build(Files.createDirectory(own.resolve("operator")));
            try (World world = new World(own, "sqlite", 1, build, Plan.settings());
                    Post post = new Post(world, seed)) {
                return new Round(world, pace.plan(), seed, post, new AtomicLong())
                        .endingWith(people -> lastBlow(world, people))
                        .play(true)
                        .violations();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
