package org.referralconnectors.sync;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.referralconnectors.partnercenter.Callback;
import org.referralconnectors.partnercenter.CallbackEvent;
import org.referralconnectors.partnercenter.CallbackRefused;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The webhook: verified, put on disk, answered. Nothing of a refused delivery is kept but a count. */
public final class Webhook {

    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    private static final String ACCEPTED = "accepted";
    private static final String IGNORED = "ignored";
    private static final String MALFORMED = "malformed";
    private static final String UNAVAILABLE = "unavailable";

    /** Longer than any commit, and shorter than a sender waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Map<Integer, String> UNREAD =
            Map.of(405, "method", 408, "incomplete", 413, "too-large", 415, "not-json", 503, UNAVAILABLE);

    private final Callback callback;
    private final Database database;
    private final Requests requests;
    private final MeterRegistry meters;
    private final Tracing tracing;
    private final Runnable hint;

    public Webhook(
            Callback callback,
            Database database,
            Requests requests,
            MeterRegistry meters,
            Tracing tracing,
            Runnable hint) {
        this.callback = callback;
        this.database = database;
        this.requests = requests;
        this.meters = meters;
        this.tracing = tracing;
        this.hint = hint;
        CallbackRefused.outcomes().forEach(this::counter);
        UNREAD.values().forEach(this::counter);
        List.of(ACCEPTED, IGNORED, MALFORMED).forEach(this::counter);
    }

    /** Takes the headers as they came: Camel's own add the parameters of the address to them. */
    public CallbackEvent verify(Message message, @Body byte[] body) throws CallbackRefused {
        MultiMap headers = ((HttpMessage) message).getRequest().headers();
        return callback.verify(headers::getAll, body == null ? new byte[0] : body);
    }

    /** Returns when the request is on disk; events that are not about a referral leave nothing. */
    public void request(Exchange exchange) {
        CallbackEvent event = exchange.getMessage().getBody(CallbackEvent.class);
        Cause cause = event.related() ? Cause.RELATED : Cause.WEBHOOK;
        Instant since = Instant.ofEpochMilli(exchange.getClock().getCreated());
        event.referralId()
                .ifPresent(id ->
                        tracing.webhook(since, trace -> request(new Event(id, cause, Priority.LIVE, null, trace))));
        count(event.referralId().isPresent() ? ACCEPTED : IGNORED);
        exchange.getMessage().setBody(new byte[0]);
    }

    public void refuse(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (thrown instanceof CallbackRefused refused) {
            count(refused.outcome());
            answer(exchange.getMessage(), refused.status(), refused.getMessage());
            return;
        }
        LOG.warn("A webhook could not be taken: {}", thrown.toString());
        count(UNAVAILABLE);
        answer(exchange.getMessage(), 503, "Try again later.");
    }

    /** The listener refused a request before anything of it was read. */
    public void refused(int status) {
        count(UNREAD.getOrDefault(status, MALFORMED));
    }

    /** Waits no longer than a sender would: what is committed later all the same is a request like any other. */
    private void request(Event event) {
        database.executeWithin(PATIENCE, event.referralId(), handle -> requests.request(handle, event));
        hint.run();
    }

    private void count(String outcome) {
        counter(outcome).increment();
    }

    /** Registered before anything is counted, so that a monitor sees the zero that the first one comes after. */
    private Counter counter(String outcome) {
        return meters.counter("referral_connectors_webhooks", "outcome", outcome);
    }

    private static void answer(Message message, int status, String text) {
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(("{\"error\": \"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
