package org.referralconnectors.torture;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.referralconnectors.simulated.Delivery;
import org.referralconnectors.simulated.SimulatedNotifications;

/** Delivers a webhook for each change of a referral, to any of the processes; and may lose, double or delay it. */
final class Post implements AutoCloseable {
    private static final int ATTEMPTS = 10;
    /** A webhook comes this late at most. */
    static final int LATEST_MILLIS = 5_000;

    private final World world;
    private final Random random;
    /** What a call that was under way at the end still changes is told to nobody. */
    private final ScheduledExecutorService senders =
            new ScheduledThreadPoolExecutor(4, new ThreadPoolExecutor.DiscardPolicy());

    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean reliable = true;

    Post(World world, long seed) {
        this.world = world;
        this.random = new Random(seed);
        world.journal().onReferralChanged(this::changed);
    }

    /** Whether every event is delivered until it is answered; otherwise some are lost. */
    void reliable(boolean now) {
        reliable = now;
    }

    long pending() {
        return pending.get();
    }

    long dropped() {
        return dropped.get();
    }

    private void changed(String id) {
        int dice = dice(100);
        if (!reliable && dice < 15) {
            dropped.incrementAndGet();
            return;
        }
        int copies = dice > 85 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            pending.incrementAndGet();
            long delay = dice(4) == 0 ? dice(LATEST_MILLIS) : 0;
            senders.schedule(() -> attempt(id, 1), delay, TimeUnit.MILLISECONDS);
        }
    }

    private void attempt(String id, int number) {
        try {
            SimulatedNotifications notifications = world.landscape().partner().notifications();
            Delivery delivery = notifications.signer().referral("referral-updated", id);
            List<Replica> replicas = world.replicas();
            String url = replicas.get(dice(replicas.size())).webhook();
            long sentAt = world.journal().next();
            notifications
                    .deliver(url, delivery)
                    .whenComplete((status, failure) -> answered(id, number, sentAt, failure == null ? status : 0));
        } catch (RuntimeException e) {
            pending.decrementAndGet();
            throw e;
        }
    }

    private void answered(String id, int number, long sentAt, int status) {
        if (status == 200) {
            world.journal().acknowledged(id, sentAt);
            pending.decrementAndGet();
        } else if (!reliable && number == ATTEMPTS || senders.isShutdown()) {
            dropped.incrementAndGet();
            pending.decrementAndGet();
        } else {
            senders.schedule(() -> attempt(id, number + 1), 200L + dice(600), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized int dice(int sides) {
        return random.nextInt(sides);
    }

    /** The processes go first, so that no change is left to tell of. */
    @Override
    public void close() {
        world.replicas().forEach(Replica::close);
        senders.shutdownNow();
    }
}
