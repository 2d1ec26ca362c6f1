package org.referralconnectors.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** People act, everything goes wrong; then both stop, and both sides have to come to rest in agreement. */
final class Round {
    private static final long LOOK_MILLIS = 250;

    /**
     * @param toRest from the last edit until both sides agreed and nothing was left to do
     * @param replayed parked pairs that an operator had tried again
     */
    record Result(
            List<Violation> violations,
            Duration toRest,
            int pairs,
            int kills,
            int pauses,
            long dropped,
            int replayed) {}

    private final World world;
    private final Plan plan;
    private final long seed;
    private final Post post;
    private final People people;
    private final Weather weather;
    private final List<Reaper> reapers;
    private final AtomicBoolean racing = new AtomicBoolean(true);
    private Consumer<People> lastBlow = people -> {};
    private int replayed;

    Round(World world, Plan plan, long seed, Post post, AtomicLong values) {
        this.world = world;
        this.plan = plan;
        this.seed = seed;
        this.post = post;
        this.people = new People(world, plan.habits(), values);
        this.weather = new Weather(world);
        this.reapers = world.replicas().stream()
                .map(replica -> new Reaper(world, replica, plan.longPauses()))
                .toList();
    }

    /** @param blow happens when people have stopped, before everything comes to rest */
    Round endingWith(Consumer<People> blow) {
        lastBlow = blow;
        return this;
    }

    /** @param stopEarly ends the round at the first violation of what must hold at every moment */
    Result play(boolean stopEarly) {
        Random races = new Random(seed);
        world.journal().onRead(id -> race(races, id));
        List<Violation> early = act(stopEarly);
        racing.set(false);
        people.goHome();
        weather.clear();
        lastBlow.accept(people);
        long stopped = System.nanoTime();
        world.start();
        List<Violation> last = early.isEmpty() ? rest(stopped) : early;
        Duration toRest = Duration.ofNanos(System.nanoTime() - stopped);
        List<Violation> all = new ArrayList<>(new Verdict(world).always());
        all.addAll(last);
        return new Result(
                all.stream().distinct().toList(),
                toRest,
                people.pairs().size(),
                reapers.stream().mapToInt(Reaper::kills).sum(),
                reapers.stream().mapToInt(Reaper::pauses).sum(),
                post.dropped(),
                replayed);
    }

    /** A person edits one side in the moment between the application's read and its write. */
    private void race(Random random, String id) {
        synchronized (random) {
            if (racing.get() && people.pairs().contains(id) && random.nextInt(plan.raceOneIn()) == 0) {
                people.edit(random, id);
            }
        }
    }

    private List<Violation> act(boolean stopEarly) {
        world.landscape().dataverseServer().faults().latency(Duration.ofMillis(plan.latencyMillis()));
        List<Actor> actors = new ArrayList<>();
        actors.add(actor("people", plan.editMillis(), people::act));
        if (plan.faultMillis() > 0) {
            actors.add(actor("weather", plan.faultMillis(), weather::act));
        }
        if (plan.killMillis() > 0) {
            for (int i = 0; i < reapers.size(); i++) {
                actors.add(actor("reaper" + i, plan.killMillis(), reapers.get(i)::act));
            }
        }
        actors.add(actor("operator", 2_000, random -> operate()));
        List<Violation> early = List.of();
        long end = System.nanoTime() + Duration.ofSeconds(plan.roundSeconds()).toNanos();
        while (System.nanoTime() < end && early.isEmpty()) {
            Pause.millis(LOOK_MILLIS);
            early = stopEarly ? new Verdict(world).always() : early;
        }
        actors.forEach(Actor::close);
        return early;
    }

    private Actor actor(String name, int pauseMillis, Consumer<Random> act) {
        return new Actor(name, seed, pauseMillis) {
            @Override
            void act(Random random) {
                act.accept(random);
            }
        }.begin();
    }

    private void operate() {
        world.store().approve();
        replayed += world.store().replay();
    }

    private List<Violation> rest(long stopped) {
        long end = stopped + Duration.ofSeconds(plan.restSeconds()).toNanos();
        List<Violation> apart = look();
        while (!apart.isEmpty() && System.nanoTime() < end) {
            Pause.millis(LOOK_MILLIS);
            operate();
            apart = look();
        }
        return apart;
    }

    private List<Violation> look() {
        if (post.pending() > 0) {
            return List.of(new Violation("unrecorded", "-", "webhooks are still on their way"));
        }
        return new Verdict(world).inTheEnd();
    }
}
