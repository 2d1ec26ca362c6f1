package org.referralconnectors.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;
import org.referralconnectors.store.RollCall;
import org.referralconnectors.store.Ticks;
import org.referralconnectors.store.Turn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one of the processes does beside all that is live, on a thread of its own: it looks at every pair again once the
 * rules have changed, removes what is old, and goes on with what a command or another process has left. The chores take
 * turns, unit by unit, and leave the store's writer to others for half of the time.
 */
public final class Housekeeping extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final String NAME = "housekeeping";
    private static final long LOOK_EVERY_MILLIS = 1_000;
    private static final long FINISH_SECONDS = 20;
    private static final long LONGEST_REST_MILLIS = 100;

    private final Ticks ticks;
    private final Heartbeat heartbeat;
    private final List<Chore> chores;
    private final RollCall rollCall = new RollCall();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile Thread loop;

    public Housekeeping(Ticks ticks, Heartbeat heartbeat, List<Chore> chores) {
        this.ticks = ticks;
        this.heartbeat = heartbeat;
        this.chores = List.copyOf(chores);
    }

    @Override
    protected void doStart() {
        loop = new Thread(this::loop, NAME);
        loop.setDaemon(true);
        loop.start();
    }

    @Override
    protected void doStop() throws InterruptedException {
        stop.countDown(); // wakes it from its rest: the runs are told to end after this
        loop.join(TimeUnit.SECONDS.toMillis(FINISH_SECONDS));
    }

    /** Answered while somebody does the chores; never woken for it, it rests for a second at most. */
    public void call(Runnable answered) {
        rollCall.call(loop, () -> {}, answered);
    }

    private void loop() {
        while (stop.getCount() > 0) {
            rollCall.answer();
            try {
                look();
            } catch (RuntimeException e) {
                LOG.warn("The store can't be read or written; trying again: {}", e.toString());
                LOG.debug("It said", e);
            }
            rest(LOOK_EVERY_MILLIS);
        }
    }

    /** Does what is due, to its end. */
    void look() {
        List<Chore> due = new ArrayList<>(chores.stream().filter(Chore::isDue).toList());
        Optional<Turn> turn = due.isEmpty() ? Optional.empty() : ticks.hold(NAME, heartbeat.lease(), Duration.ZERO);
        turn.ifPresent(mine -> {
            heartbeat.keep(mine);
            try {
                work(due, mine);
            } finally {
                heartbeat.release(mine);
            }
        });
    }

    private void work(List<Chore> due, Turn mine) {
        while (!due.isEmpty() && mine.isHeld() && stop.getCount() > 0) {
            rollCall.answer();
            long began = System.nanoTime();
            due.removeIf(chore -> !isMore(chore));
            mine.moved();
            rest(Math.min(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), LONGEST_REST_MILLIS));
        }
    }

    /** One chore that fails keeps no other from its turn. */
    private static boolean isMore(Chore chore) {
        try {
            return chore.step();
        } catch (RuntimeException e) {
            LOG.warn("{} was broken off and goes on later: {}", chore, e.toString());
            LOG.debug("It said", e);
            return false;
        }
    }

    private void rest(long millis) {
        try {
            stop.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
