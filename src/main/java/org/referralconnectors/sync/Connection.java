package org.referralconnectors.sync;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.referralconnectors.dynamics.Organisations;

/**
 * Whether the organisation is known. Until it is, no request is claimed: an outage at the start costs no request an
 * attempt, and a store that belongs to another organisation is found out before anything is written.
 */
public final class Connection {

    private static final long AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

    private final CamelContext context;
    private final Organisations organisations;
    private final Failures failures;
    private long triedAt;
    private boolean tried;

    public Connection(CamelContext context, Organisations organisations, Failures failures) {
        this.context = context;
        this.organisations = organisations;
        this.failures = failures;
    }

    /** Whether it was tried a moment ago, in vain. */
    boolean isResting() {
        return organisations.current() == null && tried && System.nanoTime() - triedAt <= AGAIN_NANOS;
    }

    boolean isMade() {
        if (organisations.current() == null && !isResting()) {
            tried = true;
            triedAt = System.nanoTime();
            connect();
        }
        return organisations.current() != null;
    }

    private void connect() {
        try (ProducerTemplate routes = context.createProducerTemplate()) {
            Exchange answer = routes.send("direct:dynamics-connect", exchange -> {});
            if (answer.getException() == null) {
                return;
            }
            answer.setProperty(Exchange.EXCEPTION_CAUGHT, answer.getException());
            failures.note(answer);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
