package org.referralconnectors.store;

import java.time.Instant;
import java.util.Map;

/**
 * A run that this process holds, until it ends it or its lease runs out.
 *
 * @param causes how many events of each cause the run covers; causes without any are absent
 * @param attempts this one included; a run that never ended counts
 * @param oneAttempt whether the pair is parked and has this one attempt because of a new event
 * @param leadIdHint null when no event named a lead
 * @param trace of the last webhook that asked for it (W3C traceparent), or null
 * @param requestedAt the oldest event that the run covers
 * @param at when it was claimed
 */
public record Claim(
        String referralId,
        String lease,
        long seq,
        Map<Cause, Integer> causes,
        int attempts,
        boolean oneAttempt,
        String leadIdHint,
        String trace,
        Instant requestedAt,
        Instant at,
        Pacing pacing) {}
