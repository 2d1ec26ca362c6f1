package org.referralconnectors.torture;

import static org.referralconnectors.torture.Habits.Act.DELETE;
import static org.referralconnectors.torture.Habits.Act.FOUND;
import static org.referralconnectors.torture.Habits.Act.FRESH;
import static org.referralconnectors.torture.Habits.Act.MERGE;
import static org.referralconnectors.torture.Habits.Act.MOVE;
import static org.referralconnectors.torture.Habits.Act.RELATE;
import static org.referralconnectors.torture.Trouble.LOST_PLACES;
import static org.referralconnectors.torture.Trouble.NAPS;
import static org.referralconnectors.torture.Trouble.OUTAGES;
import static org.referralconnectors.torture.Trouble.REFUSED_LEADS;
import static org.referralconnectors.torture.Trouble.REFUSED_VALUES;
import static org.referralconnectors.torture.Trouble.RESTRICTIONS;
import static org.referralconnectors.torture.Trouble.SLOW_WRITES;
import static org.referralconnectors.torture.Trouble.TOUCHES;
import static org.referralconnectors.torture.Trouble.WEATHER;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.referralconnectors.torture.observer.Mapped;
import org.referralconnectors.torture.observer.Rules;

/** What a round is about. Each repeats for one seed what people do, what goes wrong, and the rules of its phases. */
enum Theme {
    /** Everything that happens every day, as delivered, while processes are killed. */
    EVERYDAY(Map.of(WEATHER, 350), 2_500, Habits.USUAL) {
        @Override
        List<Rules> rules(Random random) {
            return List.of(Rules.asDelivered());
        }
    },
    /** Both sides change before anybody looks, and the newest wins. */
    NEWEST(Map.of(NAPS, 50, TOUCHES, 100), 0, Habits.editing(6, 500).with(FOUND, 10)) {
        @Override
        List<Rules> rules(Random random) {
            return List.of(Rows.newest(random));
        }
    },
    /** Rows change between two starts. */
    ROWS(Map.of(WEATHER, 700, TOUCHES, 100, REFUSED_VALUES, 2_000), 6_000, Habits.USUAL) {
        @Override
        List<Rules> rules(Random random) {
            return List.of(Rows.random(random), Rows.random(random), Rows.random(random));
        }
    },
    /** A day begins elsewhere. */
    ZONES(Map.of(WEATHER, 700), 0, Habits.USUAL) {
        @Override
        List<Rules> rules(Random random) {
            Rules rules = random.nextBoolean() ? Rules.asDelivered() : Rows.random(random);
            String[] zones = {"America/New_York", "Pacific/Kiritimati", "Europe/Berlin"};
            return List.of(rules, rules.in(zones[random.nextInt(3)]), rules.in("America/Los_Angeles"), rules);
        }
    },
    /** One side is closed for a while, or both, and leads are deleted meanwhile. */
    CLOSED_SIDES(Map.of(WEATHER, 700), 6_000, Habits.USUAL.with(DELETE, 30)) {
        @Override
        List<Rules> rules(Random random) {
            Rules rules = Rules.asDelivered().whenDeleted(random.nextBoolean() ? "close-referral" : "recreate");
            String[] closed = {"none", "lead", "referral"};
            return List.of(rules, rules.writing(closed[random.nextInt(3)]), rules.writing("none"), rules);
        }
    },
    DELETIONS(Map.of(WEATHER, 700), 6_000, Habits.USUAL.with(DELETE, 40)) {
        @Override
        List<Rules> rules(Random random) {
            Rules rules = Rules.asDelivered();
            return List.of(rules.whenDeleted("recreate"), rules.whenDeleted("close-referral"), rules);
        }
    },
    MERGES(Map.of(WEATHER, 700), 6_000, Habits.USUAL.with(MERGE, 80).with(FRESH, 80)) {
        @Override
        List<Rules> rules(Random random) {
            return List.of(Rules.asDelivered());
        }
    },
    RELATIVES(Map.of(REFUSED_LEADS, 2_000), 6_000, Habits.USUAL.with(RELATE, 60).with(FRESH, 20)) {
        @Override
        List<Rules> rules(Random random) {
            return List.of(Rules.asDelivered());
        }
    },
    /** Writes arrive after everybody has given them up. */
    SLOW_SERVICES(Map.of(SLOW_WRITES, 100), 0, Habits.editing(5, 800)) {
        @Override
        List<Rules> rules(Random random) {
            return List.of(random.nextBoolean() ? Rules.asDelivered() : Rows.newest(random));
        }

        @Override
        Map<String, String> settings() {
            return Map.of(
                    "http.response-timeout", "PT2S", "sync.retry-initial-delay", "PT0.3S", "sync.settle", "PT0.3S");
        }
    },
    /** Systems are away for longer than any pair is tried. */
    OUTAGE(Map.of(OUTAGES, 500), 0, Habits.USUAL.with(MOVE, 20)) {
        @Override
        List<Rules> rules(Random random) {
            return List.of(Rules.asDelivered());
        }

        @Override
        Map<String, String> settings() {
            return Map.of("sync.max-attempts", "4", "sync.retry-max-delay", "PT1S", "http.response-timeout", "PT2S");
        }
    },
    /** What the organisation shows and takes is less for a while; the observer has no row for what is hidden then. */
    REFERENCES(Map.of(RESTRICTIONS, 1_000, WEATHER, 700), 0, Habits.USUAL.with(MERGE, 0)) {
        @Override
        List<Rules> rules(Random random) {
            Rules rules = Rules.asDelivered();
            return List.of(rules, rules.without(Mapped.NOTES), rules);
        }
    },
    PASSES(Map.of(LOST_PLACES, 2_500), 8_000, Habits.USUAL) {
        @Override
        List<Rules> rules(Random random) {
            return List.of(Rules.asDelivered());
        }

        @Override
        Map<String, String> settings() {
            return Map.of("partner-center.sweep-cron", Plan.NEVER);
        }
    };

    private static final int REST_SECONDS = 60;

    private final Map<Trouble, Integer> troubles;
    private final int killMillis;
    private final Habits habits;

    Theme(Map<Trouble, Integer> troubles, int killMillis, Habits habits) {
        this.troubles = troubles;
        this.killMillis = killMillis;
        this.habits = habits;
    }

    /** Of each phase; the last one writes both sides. */
    abstract List<Rules> rules(Random random);

    /** Beyond {@link Plan#settings}. */
    Map<String, String> settings() {
        return Map.of();
    }

    /**
     * @param seconds of acting, shared by the phases
     * @param sweeps whether what no webhook told is found by a sweep
     */
    Plan plan(long seed, int seconds, boolean sweeps) {
        Random random = new Random(seed);
        List<Rules> rules = rules(random);
        Map<String, String> all = new HashMap<>(Plan.settings());
        all.put("partner-center.sweep-cron", sweeps ? all.get("partner-center.sweep-cron") : Plan.NEVER);
        all.putAll(settings());
        int each = Math.max(5, seconds / rules.size());
        List<Phase> phases = new java.util.ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            boolean rests = i == rules.size() - 1 || random.nextInt(3) > 0;
            phases.add(new Phase(rules.get(i), all, each, rests));
        }
        return new Plan(phases, troubles, 100, killMillis, 0, 12, REST_SECONDS, habits);
    }

    private static final class Rows {
        private static final String[] DIRECTIONS = {"both", "both", "to-lead", "to-referral"};
        private static final String[] WINNERS = {"lead", "referral", "newest"};

        private Rows() {}

        static Rules random(Random random) {
            Rules rules = Rules.asDelivered().with(Mapped.COMPANY, "to-lead", WINNERS[random.nextInt(3)]);
            for (Mapped mapped : List.of(Mapped.NOTES, Mapped.DEAL, Mapped.CLOSING_DATE, Mapped.CAMPAIGN)) {
                rules = rules.with(mapped, DIRECTIONS[random.nextInt(4)], WINNERS[random.nextInt(3)]);
            }
            return random.nextInt(3) == 0 ? rules.without(Mapped.CAMPAIGN) : rules;
        }

        static Rules newest(Random random) {
            Rules rules =
                    random(random).with(Mapped.COMPANY, "to-lead", "newest").with(Mapped.NOTES, "both", "newest");
            return rules.with(Mapped.CAMPAIGN, DIRECTIONS[random.nextInt(4)], "newest")
                    .with(Mapped.DEAL, "both", "newest");
        }
    }
}
