package org.referralconnectors.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.referralconnectors.store.Cause;

/**
 * Ids that only events named, that are no pair's and can't be read: another tenant's, which whoever registers our
 * address with his own tenant can send us, or our own right after their webhook. So they are tried a few times within a
 * minute, behind all pairs that are known; where many are under way already, once.
 */
final class Strangers {

    private static final int TRIES = 3;
    private static final int MOST = 100;
    private static final Duration LONGEST = Duration.ofSeconds(25);
    private static final Duration UNDER_WAY = Duration.ofMinutes(2);

    private final Map<String, Instant> underWay = new LinkedHashMap<>();
    private final Duration first;
    private final Clock clock;

    /** @param first the least delay before something is tried again */
    Strangers(Duration first, Clock clock) {
        this.first = first;
        this.clock = clock;
    }

    /** Whether it failed for being unreadable, and nobody but an event ever named it. */
    boolean isOne(Run run, Failure failure) {
        boolean unreadable = failure.status() != null && (failure.status() == 404 || failure.status() == 403);
        Set<Cause> causes = run.claim().causes().keySet();
        return unreadable
                && "partner-center-get-referral".equals(failure.step())
                && !run.memory().isOfAReferral(null)
                && !causes.isEmpty()
                && EnumSet.of(Cause.WEBHOOK, Cause.RELATED, Cause.LEAD_POLL).containsAll(causes);
    }

    /** When to try it again: later each time, within a minute in all; empty when that is enough. */
    synchronized Optional<Duration> again(Run run) {
        String id = run.getReferralId();
        int attempts = run.claim().attempts();
        boolean late =
                run.claim().causes().containsKey(Cause.WEBHOOK) && !run.claim().oneAttempt();
        if (!late || attempts >= TRIES || !underWay.containsKey(id) && underWay() >= MOST) {
            underWay.remove(id);
            return Optional.empty();
        }
        underWay.put(id, clock.instant());
        Duration delay = first.multipliedBy(attempts == 1 ? 2 : 10);
        return Optional.of(delay.compareTo(LONGEST) < 0 ? delay : LONGEST);
    }

    /** How many are under way. */
    synchronized int underWay() {
        underWay.values().removeIf(at -> at.isBefore(clock.instant().minus(UNDER_WAY)));
        return underWay.size();
    }
}
