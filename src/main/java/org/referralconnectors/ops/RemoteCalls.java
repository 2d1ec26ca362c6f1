package org.referralconnectors.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.ExchangeHelper;
import org.referralconnectors.auth.NotTheService;
import org.referralconnectors.sync.Calls;
import org.referralconnectors.sync.Tracing;

/**
 * Counts and times every call that leaves for a remote system, by system, operation (the connector route's id) and
 * status. It has to be bound before the context starts: one that starts without any notifier tells none added later.
 */
public final class RemoteCalls extends EventNotifierSupport {

    /** Upper bounds of the histogram, to the longest response time-out that makes sense. */
    private static final Duration[] BUCKETS = IntStream.of(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final Tracing tracing;
    private final Clock clock;

    public RemoteCalls(MeterRegistry meters, Tracing tracing, Clock clock) {
        this.meters = meters;
        this.tracing = tracing;
        this.clock = clock;
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
    }

    /** Camel tells of a call's end only where somebody wanted to hear of its beginning. */
    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSendingEvent sending && isRemote(sending.getEndpoint())
                || event instanceof ExchangeSentEvent sent && isRemote(sent.getEndpoint());
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent) {
            count(sent.getExchange(), Duration.ofMillis(sent.getTimeTaken()));
        }
    }

    private static boolean isRemote(Endpoint endpoint) {
        return endpoint.getEndpointUri().startsWith("https:");
    }

    private void count(Exchange exchange, Duration took) {
        String operation = ExchangeHelper.getAtRouteId(exchange);
        Calls.called(exchange, operation);
        meters.counter(
                        "referral_connectors_remote_calls",
                        "system",
                        system(operation),
                        "operation",
                        operation,
                        "status",
                        status(exchange))
                .increment();
        Timer.builder("referral_connectors_remote_call")
                .tags("system", system(operation), "operation", operation)
                .serviceLevelObjectives(BUCKETS)
                .register(meters)
                .record(took);
        tracing.called(operation, status(exchange), clock.instant(), took);
    }

    /** A route of routes/custom may call others still. */
    private static String system(String operation) {
        return Stream.of("dynamics", "partner-center")
                .filter(system -> operation.startsWith(system + "-"))
                .findFirst()
                .orElse("custom");
    }

    private static String status(Exchange exchange) {
        if (exchange.getException() instanceof HttpOperationFailedException failed) {
            return Integer.toString(failed.getStatusCode());
        }
        if (exchange.getException() instanceof NotTheService another) {
            return Integer.toString(another.status());
        }
        if (exchange.getException() != null) {
            return "none";
        }
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, "none", String.class);
    }
}
