package org.referralconnectors.sync;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Claim;

/**
 * A trace for each webhook and each run; a run links to the webhook that asked for it, over the queue. Where no
 * collector is set, the API does nothing.
 */
public final class Tracing {

    private static final String PARENT = "traceparent";
    private static final TextMapGetter<Map<String, String>> FROM_MAP = new FromMap();

    private final Tracer tracer;

    public Tracing(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("org.referralconnectors");
    }

    /**
     * @param since when the webhook came
     * @param work is given the trace's {@code traceparent}, or null where nothing is traced
     */
    void webhook(Instant since, Consumer<String> work) {
        Span span = tracer.spanBuilder("webhook")
                .setSpanKind(SpanKind.CONSUMER)
                .setNoParent()
                .setStartTimestamp(since)
                .startSpan();
        within(span, () -> work.accept(parent(span)));
    }

    void run(Claim claim, Runnable work) {
        SpanBuilder builder = tracer.spanBuilder("run").setNoParent().setAttribute("referral.id", claim.referralId());
        boolean webhook =
                claim.causes().containsKey(Cause.WEBHOOK) || claim.causes().containsKey(Cause.RELATED);
        if (webhook && claim.trace() != null) {
            Context asked = W3CTraceContextPropagator.getInstance()
                    .extract(Context.root(), Map.of(PARENT, claim.trace()), FROM_MAP);
            builder.addLink(Span.fromContext(asked).getSpanContext());
        }
        within(builder.startSpan(), work);
    }

    /** How the run that this thread is in ended. */
    static void runEnded(String flow, String outcome) {
        Span.current().setAttribute("flow", flow).setAttribute("outcome", outcome);
    }

    /** A call that has just ended, within the run that made it. */
    public void called(String operation, String status, Instant now, Duration took) {
        Span span = tracer.spanBuilder(operation)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(now.minus(took))
                .setAttribute("http.response.status_code", status)
                .startSpan();
        span.end(now);
    }

    private static void within(Span span, Runnable work) {
        try {
            Context.root().with(span).wrap(work).run();
        } catch (RuntimeException failed) {
            span.setStatus(StatusCode.ERROR, failed.getClass().getSimpleName());
            throw failed;
        } finally {
            span.end();
        }
    }

    private static String parent(Span span) {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), carrier, Map::put);
        return carrier.get(PARENT);
    }

    /** Reads a header from a map. */
    private static final class FromMap implements TextMapGetter<Map<String, String>> {

        @Override
        public String get(Map<String, String> carrier, String key) {
            return carrier.get(key);
        }
    }
}
