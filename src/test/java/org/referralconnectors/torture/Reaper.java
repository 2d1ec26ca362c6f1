package org.referralconnectors.torture;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills, suspends and restarts the application's processes at any moment. */
final class Reaper {
    private static final int LONGER_THAN_A_LEASE = 33_000;

    private final World world;
    private final boolean longPauses;
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger pauses = new AtomicInteger();

    /** @param longPauses whether a process may stand still for longer than its leases last */
    Reaper(World world, boolean longPauses) {
        this.world = world;
        this.longPauses = longPauses;
    }

    int kills() {
        return kills.get();
    }

    int pauses() {
        return pauses.get();
    }

    void act(Random random) {
        Replica victim = world.replicas().get(random.nextInt(world.replicas().size()));
        int dice = random.nextInt(20);
        if (dice < 16) {
            kill(random, victim);
        } else if (dice < 19) {
            suspend(random, victim);
        } else {
            world.journal().disturbed("SIGTERM to " + victim.name());
            victim.stop();
            revive(victim);
        }
    }

    private void kill(Random random, Replica victim) {
        world.journal().disturbed("kill -9 of " + victim.name());
        victim.kill();
        kills.incrementAndGet();
        Pause.millis(random.nextInt(300));
        victim.start();
        if (random.nextInt(4) > 0) {
            revive(victim);
        }
    }

    private void suspend(Random random, Replica victim) {
        world.journal().disturbed("SIGSTOP to " + victim.name());
        victim.suspend();
        pauses.incrementAndGet();
        boolean longer = longPauses && random.nextInt(10) == 0;
        Pause.millis(longer ? LONGER_THAN_A_LEASE : 200 + random.nextInt(4_000));
        victim.resume();
        world.journal().disturbed("SIGCONT to " + victim.name());
    }

    private void revive(Replica victim) {
        victim.start();
        world.awaitTaking(victim);
        world.journal().disturbed(victim.name() + " is back");
    }
}
