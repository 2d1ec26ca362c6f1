package org.referralconnectors.store;

import java.time.Duration;

/** How a run ended, and so when the pair runs next. */
public sealed interface Ending {

    /** Both sides are as they should be; {@code wrote} whether something had to be written for that. */
    record Done(boolean wrote) implements Ending {}

    /**
     * Once more after {@code delay}.
     *
     * @param why without personal data
     * @param countsAsAttempt {@code false} where the pair isn't to blame, such as a paused system
     */
    record Retry(Duration delay, String why, boolean countsAsAttempt) implements Ending {}

    /** As a retry that counts, of an id of which nobody knows whether it is ours: behind everything that is known. */
    record Unread(Duration delay, String why) implements Ending {}

    /** What was read is stale: once more at once; it counts as an attempt. */
    record AtOnce(String why) implements Ending {}

    /**
     * Not again until an operator replays it; a new event gives it one attempt, unless {@code replayOnly}.
     *
     * @param system {@code partner-center}, {@code dynamics} or null
     * @param status of HTTP, or null
     * @param code of the remote system's error, or null
     * @param reason, remedy in plain words, without personal data
     */
    record Parked(
            String system, String step, Integer status, String code, String reason, String remedy, boolean replayOnly)
            implements Ending {}
}
