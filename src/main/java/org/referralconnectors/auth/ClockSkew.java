package org.referralconnectors.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * How far our clock is from the services', by the {@code Date} of their answers, which are whole seconds. Tokens,
 * certificates and pauses end by the clock.
 */
public final class ClockSkew {

    private final Clock clock;
    private final Map<String, Duration> bySystem = new ConcurrentHashMap<>();

    public ClockSkew(Clock clock) {
        this.clock = clock;
    }

    /** @param date as in the header; null or unreadable tells nothing */
    public void saw(String system, String date) {
        Instant theirs = date == null ? null : DateUtils.parseStandardDate(date);
        if (theirs != null) {
            bySystem.put(system, Duration.between(theirs, clock.instant()));
        }
    }

    /** By how much ours is ahead, as each system's last answer said. */
    public Map<String, Duration> bySystem() {
        return new TreeMap<>(bySystem);
    }

    /** Zero for a system that has not answered yet. */
    public Duration of(String system) {
        return bySystem.getOrDefault(system, Duration.ZERO);
    }
}
