package org.referralconnectors.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;

/** Runs until it is told to stop. */
@Command(name = "run", description = "Runs the connectors until SIGTERM; the default.", sortOptions = false)
class RunCommand extends Options implements Callable<Integer> {

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicBoolean wrongStore = new AtomicBoolean();
        Application application = Application.run(settings(), () -> {
            wrongStore.set(true);
            stop.countDown();
        });
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(stop, stopped)));
            stop.await();
        } finally {
            application.close();
            stopped.countDown();
        }
        return wrongStore.get() ? Main.FAILED : 0;
    }

    /** On SIGTERM the JVM waits for this hook, and this hook for the runs to end. */
    private static void finish(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
