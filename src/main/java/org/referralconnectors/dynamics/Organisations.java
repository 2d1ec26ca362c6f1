package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.values.Guid;

/** What is known of the organisation, learned anew every hour: lengths and options are its own and may change. */
public final class Organisations {

    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Consumer<String> guard;
    private final Clock clock;
    private volatile Organisation current;
    private volatile Instant askAt = Instant.MIN;
    private volatile Instant learnedAt = Instant.MIN;

    /** @param guard given the organisation's id, throws when the store belongs to another organisation */
    public Organisations(Consumer<String> guard, Clock clock) {
        this.guard = guard;
        this.clock = clock;
    }

    /** Whether the caller is to learn it now: nobody has, or it was an hour ago; of many callers one is. */
    public synchronized boolean unknown() {
        Instant now = clock.instant();
        if (askAt.isAfter(now)) {
            return false;
        }
        askAt = now.plus(AGAIN);
        return true;
    }

    /** Whether it was learned before an operator asked; then the next to connect learns it anew. */
    public synchronized boolean forgetBefore(Instant asked) {
        boolean old = learnedAt.isBefore(asked);
        if (old) {
            askAt = Instant.MIN;
        }
        return old;
    }

    /** Whether an answer to {@code WhoAmI} names an organisation, and no other than the one known. */
    public boolean isOurs(JsonNode answer) {
        String id = answer == null ? "" : answer.path("OrganizationId").asText();
        Organisation known = current;
        return Guid.isOne(id)
                && (known == null || Guid.canonical(known.organizationId()).equals(Guid.canonical(id)));
    }

    public Organisation current() {
        return current;
    }

    public Learning learn() {
        return new Learning();
    }

    public void take(@Variable("learning") Learning learning, @Body JsonNode answer) {
        learning.answer(answer);
        if (!learning.isMore()) {
            guard.accept(learning.organizationId());
            current = learning.organisation();
            learnedAt = clock.instant();
            askAt = learnedAt.plus(FRESH);
        }
    }
}
