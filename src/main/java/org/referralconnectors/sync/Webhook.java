package org.referralconnectors.sync;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.apache.camel.Message;
import org.referralconnectors.partnercenter.Callback;
import org.referralconnectors.partnercenter.CallbackEvent;
import org.referralconnectors.partnercenter.CallbackHeaders;
import org.referralconnectors.partnercenter.CallbackRefused;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The webhook: verified, put on disk, answered. Nothing of a refused delivery is kept but a count. */
public final class Webhook {

    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    private final Callback callback;
    private final Database database;
    private final Requests requests;
    private final MeterRegistry meters;
    private final Runnable hint;

    public Webhook(Callback callback, Database database, Requests requests, MeterRegistry meters, Runnable hint) {
        this.callback = callback;
        this.database = database;
        this.requests = requests;
        this.meters = meters;
        this.hint = hint;
    }

    public CallbackEvent verify(@Headers Map<String, Object> headers, @Body byte[] body) throws CallbackRefused {
        return callback.verify(CallbackHeaders.of(headers), body == null ? new byte[0] : body);
    }

    /** Returns when the request is on disk; events that are not about a referral leave nothing. */
    public void request(Exchange exchange) {
        CallbackEvent event = exchange.getMessage().getBody(CallbackEvent.class);
        event.referralId().ifPresent(id -> request(id, event.related() ? Cause.RELATED : Cause.WEBHOOK));
        count(event.referralId().isPresent() ? "accepted" : "ignored");
        exchange.getMessage().setBody("");
    }

    public void refuse(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (thrown instanceof CallbackRefused refused) {
            count(refused.outcome());
            answer(exchange.getMessage(), refused.status(), refused.getMessage());
            return;
        }
        LOG.warn("A webhook could not be taken: {}", thrown.toString());
        count("unavailable");
        answer(exchange.getMessage(), 503, "Try again later.");
    }

    private void request(String referralId, Cause cause) {
        try {
            database.write(referralId, handle -> {
                        requests.request(handle, Event.live(referralId, cause));
                        return null;
                    })
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the store can't take it", e.getCause());
        }
        hint.run();
    }

    private void count(String outcome) {
        meters.counter("referral_connectors_webhooks", "outcome", outcome).increment();
    }

    private static void answer(Message message, int status, String text) {
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody("{\"error\": \"" + text + "\"}");
    }
}
