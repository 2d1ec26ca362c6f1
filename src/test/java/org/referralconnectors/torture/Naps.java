package org.referralconnectors.torture;

import java.util.Random;

/** All processes stand still at the same time, so that people change both sides before anybody looks. */
final class Naps implements Trouble.Source {
    private static final int LEAST_MILLIS = 7_000;
    private static final int AWAKE_MILLIS = 5_000;

    private final World world;

    Naps(World world) {
        this.world = world;
    }

    @Override
    public void act(Random random) {
        world.journal().disturbed("SIGSTOP to all");
        world.replicas().forEach(Replica::suspend);
        Pause.millis(LEAST_MILLIS + random.nextInt(3_000));
        world.replicas().forEach(Replica::resume);
        world.journal().disturbed("SIGCONT to all");
        Pause.millis(AWAKE_MILLIS + random.nextInt(2_000));
    }
}
