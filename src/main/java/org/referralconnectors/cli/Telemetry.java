package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.OTEL_EXPORTER_OTLP_ENDPOINT;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.sync.Tracing;

/** Where traces go: nowhere, and then nothing of the SDK is loaded, unless a collector is set. */
final class Telemetry implements AutoCloseable {

    private final Settings settings;
    private final Tracing tracing;
    private OpenTelemetrySdk sdk;

    Telemetry(Settings settings) {
        this.settings = settings;
        this.tracing = new Tracing(open());
    }

    Tracing tracing() {
        return tracing;
    }

    /** All else that OpenTelemetry documents may be set by its own variables, such as OTEL_RESOURCE_ATTRIBUTES. */
    private OpenTelemetry open() {
        if (!settings.has(OTEL_EXPORTER_OTLP_ENDPOINT)) {
            return OpenTelemetry.noop();
        }
        sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.service.name", "referral-connectors",
                        "otel.exporter.otlp.protocol", "http/protobuf",
                        "otel.metrics.exporter", "none",
                        "otel.logs.exporter", "none"))
                .addPropertiesCustomizer(
                        all -> Map.of(OTEL_EXPORTER_OTLP_ENDPOINT.key(), settings.text(OTEL_EXPORTER_OTLP_ENDPOINT)))
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
        return sdk;
    }

    @Override
    public void close() {
        if (sdk != null) {
            sdk.close();
        }
    }
}
