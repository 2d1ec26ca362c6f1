package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.values.Guid;

/**
 * What is known of the organisation, learned anew every hour: lengths and options are its own and may change. What was
 * learned last serves on until something whole has taken its place.
 */
public final class Organisations {

    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int LONGEST_AGAIN = 8; // doublings: about 20 minutes

    private final Consumer<String> guard;
    private final Clock clock;
    private volatile Organisation current;
    private Instant askAt = Instant.MIN;
    private Instant triedAt = Instant.MIN;
    private boolean forgotten;
    private int failures;
    private volatile String trouble;

    /** @param guard given the organisation's id, throws when the store belongs to another organisation */
    public Organisations(Consumer<String> guard, Clock clock) {
        this.guard = guard;
        this.clock = clock;
    }

    /** Whether nobody has learned it yet; then whoever connects does. */
    public boolean unknown() {
        return current == null;
    }

    /** Whether it is to be learned anew: an hour after it was, or after a while where that failed. */
    public synchronized boolean isDue() {
        return !askAt.isAfter(clock.instant());
    }

    /** Somebody tries: others need not, for a while. */
    public synchronized void trying() {
        forgotten = false;
        askAt = clock.instant().plus(AGAIN.multipliedBy(1L << Math.min(failures, LONGEST_AGAIN)));
    }

    /** @param asked who asked before, by the clock that dates requests, which need not be ours, has been served */
    public synchronized void tried(Instant asked) {
        triedAt = asked.isAfter(triedAt) ? asked : triedAt;
    }

    /** @param why in plain words, with the remedy */
    public synchronized void failed(String why) {
        failures++;
        trouble = why;
    }

    /** Why it can't be learned anew, and what that means; empty when it can. */
    public Optional<String> trouble() {
        String meanwhile = unknown() ? "; nothing is synced before" : "; what was read last serves on";
        return Optional.ofNullable(trouble).map(why -> why + meanwhile);
    }

    /** Whether it was last tried before an operator asked, by the clock that dates requests; then it is due. */
    public synchronized boolean forgetBefore(Instant asked) {
        boolean old = triedAt.isBefore(asked);
        if (old) {
            askAt = Instant.MIN;
            forgotten = true;
        }
        return old;
    }

    /** Whether an answer to {@code WhoAmI} names an organisation, and no other than the one known. */
    public boolean isOurs(JsonNode answer) {
        String id = Learning.organizationId(answer);
        Organisation known = current;
        return !id.isEmpty() && (known == null || isSame(known, id));
    }

    public Organisation current() {
        return current;
    }

    public Learning learn() {
        return new Learning();
    }

    /**
     * The answer to the next question; after the last one, and if all of them are whole, it is known.
     *
     * @throws OddAnswer when they are not; what was known before serves on
     */
    public void take(@Variable("learning") Learning learning, @Body JsonNode answer) {
        learning.answer(answer);
        if (!learning.isMore()) {
            learned(learning);
        }
    }

    private void learned(Learning learning) {
        learning.requireWhole();
        Organisation known = current;
        if (known == null) {
            guard.accept(learning.organizationId());
        } else if (!isSame(known, learning.organizationId())) {
            throw new OddAnswer("another organisation answers than the one that the store belongs to");
        }
        keep(learning.organisation());
    }

    private static boolean isSame(Organisation known, String id) {
        return Guid.canonical(known.organizationId()).equals(Guid.canonical(id));
    }

    private synchronized void keep(Organisation learned) {
        current = learned;
        failures = 0;
        trouble = null;
        askAt = forgotten ? Instant.MIN : clock.instant().plus(FRESH); // somebody asked while this was under way
    }
}
