package org.referralconnectors.torture;

import java.util.Random;

/** Somebody who acts again and again, by a seed of his own, until he is told to stop. */
abstract class Actor implements AutoCloseable {
    private final Thread thread;
    private final Random random;
    private final int pauseMillis;
    private volatile boolean stopping;
    private volatile RuntimeException failure;

    /** @param pauseMillis between two acts, on average */
    Actor(String name, long seed, int pauseMillis) {
        this.random = new Random(seed * 31 + name.hashCode());
        this.pauseMillis = pauseMillis;
        this.thread = new Thread(this::live, name);
        thread.setDaemon(true);
    }

    abstract void act(Random random);

    Actor begin() {
        thread.start();
        return this;
    }

    boolean isStopping() {
        return stopping;
    }

    private void live() {
        try {
            while (!stopping) {
                act(random);
                Pause.millis(1 + random.nextInt(2 * pauseMillis));
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** @throws IllegalStateException when he could not go on */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure != null) {
            throw new IllegalStateException(thread.getName() + " could not go on", failure);
        }
    }
}
