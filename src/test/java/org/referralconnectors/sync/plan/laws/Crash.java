package org.referralconnectors.sync.plan.laws;

/** The process ends here: what was not committed is gone. */
final class Crash extends RuntimeException {

    Crash(Moment moment) {
        super("crash at " + moment);
    }
}
