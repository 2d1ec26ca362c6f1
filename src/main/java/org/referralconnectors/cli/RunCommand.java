package org.referralconnectors.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.referralconnectors.settings.Settings;
import picocli.CommandLine.Command;

/** Runs until it is told to stop. */
@Command(name = "run", description = "Runs the connectors until SIGTERM; the default.", sortOptions = false)
class RunCommand extends Options implements Callable<Integer> {

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicBoolean wrongStore = new AtomicBoolean();
        Settings settings = settings();
        try {
            if (isHooked(() -> finish(stop, stopped))) {
                run(settings, stop, wrongStore);
            }
        } finally {
            stopped.countDown();
        }
        return wrongStore.get() ? Main.FAILED : 0;
    }

    /** False in a JVM that ends already. */
    private static boolean isHooked(Runnable finish) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(finish));
            return true;
        } catch (IllegalStateException ending) {
            return false;
        }
    }

    private static void run(Settings settings, CountDownLatch stop, AtomicBoolean wrongStore)
            throws InterruptedException {
        Optional<Application> application = start(settings, stop, wrongStore);
        if (application.isEmpty()) {
            return;
        }
        Watchdog watchdog = Watchdog.of(application.get().vitals()::silent, System.getenv());
        try {
            stop.await();
        } finally {
            watchdog.stop();
            application.get().close();
        }
    }

    /** Empty when it was told to end meanwhile: much can't start in a JVM that ends, and nobody waits for it. */
    private static Optional<Application> start(Settings settings, CountDownLatch stop, AtomicBoolean wrongStore) {
        try {
            return Optional.of(Application.run(settings, () -> {
                wrongStore.set(true);
                stop.countDown();
            }));
        } catch (RuntimeException failed) {
            if (stop.getCount() > 0) {
                throw failed;
            }
            return Optional.empty();
        }
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
