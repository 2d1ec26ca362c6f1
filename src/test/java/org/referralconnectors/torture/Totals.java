package org.referralconnectors.torture;

import java.time.Duration;
import java.util.List;
import org.referralconnectors.torture.observer.Journal;

/** The figures of all rounds. */
final class Totals {
    private int rounds;
    private int pairs;
    private int kills;
    private int pauses;
    private int replayed;
    private Duration longest = Duration.ZERO;
    private long lost;
    private long doubled;
    private long unasked;

    void add(Theme theme, int number, Round.Result result) {
        rounds++;
        pairs += result.pairs();
        kills += result.kills();
        pauses += result.pauses();
        replayed += result.replayed();
        longest = result.toRest().compareTo(longest) > 0 ? result.toRest() : longest;
        lost += count(result, "lost");
        doubled += count(result, "doubled");
        unasked += count(result, "unasked", "illegal", "closed-side", "out-of-scope");
        Report.line(
                "round %d, %s: %d pairs, %d kills, %d pauses; both sides agreed %.1f s after the last edit; %d broken",
                number + 1,
                theme,
                result.pairs(),
                result.kills(),
                result.pauses(),
                result.toRest().toMillis() / 1e3,
                result.violations().size());
    }

    private static long count(Round.Result result, String... promises) {
        return result.violations().stream()
                .filter(violation -> List.of(promises).contains(violation.promise()))
                .count();
    }

    void print(World world) {
        Journal journal = world.journal();
        Report.line("rounds                 %d, %d pairs", rounds, pairs);
        Report.line("kills                  %d kill -9, %d SIGSTOP", kills, pauses);
        Report.line("events acknowledged    %d webhooks answered 200", journal.acknowledged());
        Report.line(
                "outcomes               %d decisions recorded; %d parked and tried again",
                world.store().rows(), replayed);
        Report.line("lost                   %d", lost);
        Report.line("doubled leads          %d", doubled);
        Report.line("writes nobody asked    %d", unasked);
        Report.line(
                "writes per edit        %.2f (%d writes, %d edits)",
                journal.writes() / (double) Math.max(1, journal.edits()), journal.writes(), journal.edits());
        Report.line("longest time to agree  %.1f s after the last edit", longest.toMillis() / 1e3);
    }
}
