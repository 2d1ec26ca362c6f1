package org.referralconnectors.torture;

import java.time.Duration;
import java.util.Random;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Faults;

/** Writes take longer than the application waits for an answer, and are done nevertheless: a slow plug-in. */
final class SlowWrites implements Trouble.Source {
    private static final int LEAST_MILLIS = 1_400;
    private static final int MORE_MILLIS = 3_000;

    private final World world;

    SlowWrites(World world) {
        this.world = world;
    }

    @Override
    public void act(Random random) {
        boolean lead = random.nextInt(4) > 0;
        Faults faults = lead
                ? world.landscape().dataverseServer().faults()
                : world.landscape().partner().partnerCenterServer().faults();
        if (faults.planned() == 0) {
            faults.delay(SlowWrites::isWrite, 1, Duration.ofMillis(LEAST_MILLIS + random.nextInt(MORE_MILLIS)));
        }
    }

    private static boolean isWrite(Call call) {
        return call.method().equals("PATCH");
    }

    @Override
    public void clear() {
        world.landscape().dataverseServer().faults().clear();
        world.landscape().partner().partnerCenterServer().faults().clear();
    }
}
