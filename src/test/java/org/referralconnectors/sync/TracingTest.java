package org.referralconnectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Claim;

class TracingTest {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Tracing tracing = new Tracing(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build());

    @Test
    void aRunIsATraceThatLinksToItsWebhooks() {
        List<String> queued = new ArrayList<>();
        tracing.webhook(Instant.now().minusMillis(5), queued::add);
        tracing.run(claim(Cause.WEBHOOK, queued.get(0)), () -> {
            tracing.called("dynamics-get-lead", "200", Instant.now(), Duration.ofMillis(3));
            Tracing.runEnded("referral-to-lead", "done");
        });

        SpanData webhook = span("webhook");
        SpanData run = span("run");
        assertThat(queued.get(0)).contains(webhook.getTraceId(), webhook.getSpanId());
        assertThat(run.getTraceId()).isNotEqualTo(webhook.getTraceId());
        assertThat(run.getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(webhook.getSpanId()));
        assertThat(run.getAttributes().get(AttributeKey.stringKey("outcome"))).isEqualTo("done");
        assertThat(span("dynamics-get-lead").getParentSpanId()).isEqualTo(run.getSpanId());
    }

    @Test
    void aRunThatNoWebhookAskedForLinksToNone() {
        tracing.run(claim(Cause.LEAD_POLL, "00-11111111111111111111111111111111-2222222222222222-01"), () -> {});
        assertThat(span("run").getLinks()).isEmpty();
    }

    @Test
    void whatFailsIsMarkedAndThrownOn() {
        assertThatThrownBy(() -> tracing.webhook(Instant.now(), trace -> {
                    throw new IllegalStateException("of a customer");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(span("webhook").getStatus())
                .isEqualTo(StatusData.create(StatusData.error().getStatusCode(), "IllegalStateException"));
    }

    @Test
    void withoutACollectorThereIsNoTrace() {
        List<String> queued = new ArrayList<>();
        new Tracing(OpenTelemetry.noop()).webhook(Instant.now(), queued::add);
        assertThat(queued).containsOnlyNulls();
    }

    private SpanData span(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Claim claim(Cause cause, String trace) {
        return new Claim("a", "lease", 1, Map.of(cause, 1), 1, false, null, trace, Instant.EPOCH, Instant.EPOCH, null);
    }
}
