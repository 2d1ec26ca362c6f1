package org.referralconnectors.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.referralconnectors.torture.observer.Violation;

/**
 * People act and everything goes wrong. Between its phases the application is started again under other rules, and in
 * the end everything has to come to rest.
 */
final class Round {
    private static final long LOOK_MILLIS = 250;

    /**
     * @param toRest the longest time from the last edit until both sides agreed and nothing was left to do
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
    private final Operator operator;
    private final Rest rest;
    private final Map<Trouble, Trouble.Source> sources = new EnumMap<>(Trouble.class);
    private final List<Reaper> reapers;
    private final AtomicBoolean racing = new AtomicBoolean();
    private Consumer<People> lastBlow = people -> {};

    Round(World world, Plan plan, long seed, Post post, AtomicLong values) {
        this.world = world;
        this.plan = plan;
        this.seed = seed;
        this.post = post;
        this.people = new People(world, plan.habits(), values);
        this.operator = new Operator(world);
        this.rest = new Rest(world, post, operator, Duration.ofSeconds(plan.restSeconds()));
        plan.troubles().keySet().forEach(trouble -> sources.put(trouble, trouble.in(world, people)));
        this.reapers = world.replicas().stream()
                .map(replica -> new Reaper(world, replica))
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
        List<Violation> broken = List.of();
        for (int i = 0; i < plan.phases().size() && broken.isEmpty(); i++) {
            Phase phase = plan.phases().get(i);
            int number = i;
            world.restartWith(
                    phase.settings(), phase.rules(), () -> sources.values().forEach(source -> source.phase(number)));
            broken = act(phase, stopEarly);
            boolean last = i == plan.phases().size() - 1;
            broken = broken.isEmpty() && phase.rests() ? rest(last) : broken;
        }
        return new Result(
                broken,
                rest.toRest(),
                people.pairs().size(),
                reapers.stream().mapToInt(Reaper::kills).sum(),
                reapers.stream().mapToInt(Reaper::pauses).sum(),
                post.dropped(),
                operator.replayed());
    }

    /** In the end the operator has everything tried again that waits for him. */
    private List<Violation> rest(boolean last) {
        people.goHome();
        sources.values().forEach(Trouble.Source::clear);
        if (last) {
            sources.values().forEach(Trouble.Source::end);
            lastBlow.accept(people);
        }
        List<Violation> broken = rest.await();
        if (broken.isEmpty() && last && !world.store().parked().isEmpty()) {
            operator.replay();
            broken = rest.await();
        }
        return broken;
    }

    /** A person edits one side in the moment between the application's read and its write. */
    private void race(Random random, String id) {
        synchronized (random) {
            if (racing.get() && people.pairs().contains(id) && random.nextInt(plan.raceOneIn()) == 0) {
                people.edit(random, id);
            }
        }
    }

    private List<Violation> act(Phase phase, boolean stopEarly) {
        world.landscape().dataverseServer().faults().latency(Duration.ofMillis(plan.latencyMillis()));
        racing.set(true);
        List<Actor> actors = actors();
        List<Violation> early = List.of();
        long end = System.nanoTime() + Duration.ofSeconds(phase.seconds()).toNanos();
        while (System.nanoTime() < end && early.isEmpty()) {
            Pause.millis(LOOK_MILLIS);
            early = stopEarly ? rest.always() : early;
        }
        actors.forEach(Actor::close);
        racing.set(false);
        world.landscape().dataverseServer().faults().latency(Duration.ZERO);
        return early;
    }

    private List<Actor> actors() {
        List<Actor> actors = new ArrayList<>();
        actors.add(actor("people", plan.editMillis(), people::act));
        sources.forEach((trouble, source) ->
                actors.add(actor(trouble.name(), plan.troubles().get(trouble), source::act)));
        for (int i = 0; i < reapers.size() && plan.killMillis() > 0; i++) {
            actors.add(actor("reaper" + i, plan.killMillis(), reapers.get(i)::act));
        }
        return actors;
    }

    private Actor actor(String name, int pauseMillis, Consumer<Random> act) {
        return new Actor(name, seed, pauseMillis) {
            @Override
            void act(Random random) {
                act.accept(random);
            }
        }.begin();
    }
}
