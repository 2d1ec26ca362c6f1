package org.referralconnectors.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What no thread caught. An {@link Error} leaves a thread gone or its work half done, so the process ends at once, as
 * if it were killed, which everything here is made for; whoever started it starts it again. Nothing else in this
 * program catches an Error.
 */
final class Uncaught implements Thread.UncaughtExceptionHandler {

    private final Runnable end;

    /** @param end of the process */
    Uncaught(Runnable end) {
        this.end = end;
    }

    /** Nothing is stopped in order: whatever has to be asked for that may be what is gone. */
    static void end() {
        Runtime.getRuntime().halt(Main.FAILED);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        try {
            log().error("The thread {} has ended over what nobody expected", thread.getName(), thrown);
        } finally {
            if (thrown instanceof Error) {
                end.run();
            }
        }
    }

    /** Not before it is needed: the first logger reads {@code log.format}, and settings come after this class. */
    private static Logger log() {
        return LoggerFactory.getLogger(Uncaught.class);
    }
}
