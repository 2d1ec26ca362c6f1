package org.referralconnectors.torture;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills, suspends and restarts one of the application's processes at any moment. */
final class Reaper {
    private static final int LONGER_THAN_A_LEASE = 33_000;

    private static final int DURING_A_START = 3_000;

    private final World world;
    private final Replica victim;
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger pauses = new AtomicInteger();

    Reaper(World world, Replica victim) {
        this.world = world;
        this.victim = victim;
    }

    int kills() {
        return kills.get();
    }

    int pauses() {
        return pauses.get();
    }

    void act(Random random) {
        int dice = random.nextInt(20);
        if (dice < 17) {
            kill(random);
            revive();
        } else if (dice < 19) {
            suspend(random);
        } else {
            world.journal().disturbed("SIGTERM to " + victim.name());
            victim.stop();
            revive();
        }
    }

    /** And, every other time, once more while it starts. */
    private void kill(Random random) {
        killOnce();
        Pause.millis(random.nextInt(300));
        while (random.nextBoolean()) {
            victim.start();
            Pause.millis(random.nextInt(DURING_A_START));
            killOnce();
        }
    }

    private void killOnce() {
        world.journal().disturbed("kill -9 of " + victim.name());
        victim.kill();
        kills.incrementAndGet();
    }

    private void suspend(Random random) {
        world.journal().disturbed("SIGSTOP to " + victim.name());
        victim.suspend();
        pauses.incrementAndGet();
        boolean longer = random.nextInt(10) == 0;
        Pause.millis(longer ? LONGER_THAN_A_LEASE : 200 + random.nextInt(4_000));
        victim.resume();
        world.journal().disturbed("SIGCONT to " + victim.name());
    }

    private void revive() {
        victim.start();
        world.awaitTaking(victim);
        world.journal().disturbed(victim.name() + " is back");
    }
}
