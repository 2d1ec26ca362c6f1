package org.referralconnectors.sync;

/** A system is not called for a while, by nobody; the request waits and no attempt is counted. */
public final class SystemPaused extends RuntimeException {

    SystemPaused(String system, String reason) {
        super(system + " is paused: " + reason, null, false, false);
    }
}
