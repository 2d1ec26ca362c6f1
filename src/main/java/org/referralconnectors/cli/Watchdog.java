package org.referralconnectors.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when it isn't alive three times in a row, whoever started it and whether or not somebody asks:
 * only a restart helps then. And tells systemd, where it wants to know (WatchdogSec), that the process is alive:
 * sd_notify(3) wants a datagram of the unix domain, which Java 17 doesn't have, so systemd's own command sends it.
 */
final class Watchdog {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final int PATIENCE = 3;
    private static final long EVERY_MILLIS = 10_000;

    private final Supplier<List<String>> silent;
    private final Runnable alive;
    private final Runnable end;
    private final long everyMillis;
    private final Thread thread = new Thread(this::watch, "watchdog");
    private volatile boolean stopped;

    /**
     * @param silent names those without whom the process is not alive
     * @param alive is run each time that it is
     * @param end of the process
     * @param everyMillis from one look to the next
     */
    Watchdog(Supplier<List<String>> silent, Runnable alive, Runnable end, long everyMillis) {
        this.silent = silent;
        this.alive = alive;
        this.end = end;
        this.everyMillis = everyMillis;
        thread.setDaemon(true);
        thread.start();
    }

    /** @param environment as systemd sets it */
    static Watchdog of(Supplier<List<String>> silent, Map<String, String> environment) {
        Runnable alive = environment.containsKey("WATCHDOG_USEC") ? Watchdog::tellSystemd : () -> {};
        return new Watchdog(silent, alive, Uncaught::end, EVERY_MILLIS);
    }

    void stop() {
        stopped = true;
        thread.interrupt();
    }

    private void watch() {
        int times = 0;
        try {
            while (times < PATIENCE && !stopped) {
                TimeUnit.MILLISECONDS.sleep(everyMillis);
                times = silent.get().isEmpty() ? 0 : times + 1;
                if (times == 0) {
                    alive.run();
                }
            }
        } catch (InterruptedException toldToStop) {
            return;
        }
        if (!stopped) {
            LOG.error("Not alive three times in a row: the process ends, so that it is started again");
            end.run();
        }
    }

    /** Where it can't be told, systemd restarts a process that is alive; the log says why. */
    private static void tellSystemd() {
        try {
            new ProcessBuilder("systemd-notify", "WATCHDOG=1")
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException notThere) {
            LOG.warn("systemd can't be told that the process is alive: {}", notThere.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
