package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.HTTP_CONNECT_TIMEOUT;
import static org.referralconnectors.settings.Setting.HTTP_RESPONSE_TIMEOUT;
import static org.referralconnectors.settings.Setting.SYNC_WORKERS;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.referralconnectors.auth.Audience;
import org.referralconnectors.auth.BearerClient;
import org.referralconnectors.auth.Gate;
import org.referralconnectors.auth.ServiceTime;
import org.referralconnectors.auth.Tokens;
import org.referralconnectors.auth.Trust;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.settings.Settings;

/** The HTTPS component of every remote call: one pool that the workers can't exhaust, and an end to every wait. */
final class RemoteHttp {

    /** Beside the workers, a poll, a sweep and a command may call. */
    private static final int SPARE_CONNECTIONS = 4;

    private static final TimeValue UNCHECKED_AFTER = TimeValue.ofSeconds(2);

    private static final Map<String, String> ODATA_HEADERS =
            Map.of("Accept", "application/json", "OData-MaxVersion", "4.0", "OData-Version", "4.0");
    private static final Map<String, String> REFERRAL_HEADERS = Map.of("Accept", "application/json");

    private final Settings settings;
    private final Trust trust;
    private final Tokens tokens;
    private final Gate gate;
    private final Runnable lease;
    private final Map<String, ServiceTime> times;

    /** @param lease throws where the run that this thread works on may not call any more */
    RemoteHttp(Settings settings, Trust trust, Tokens tokens, Gate gate, Runnable lease, Clock clock) {
        this.settings = settings;
        this.trust = trust;
        this.tokens = tokens;
        this.gate = gate;
        this.lease = lease;
        this.times = Map.of(
                Audience.DYNAMICS.system(), new ServiceTime(clock),
                Audience.PARTNER_CENTER.system(), new ServiceTime(clock));
    }

    /** What each system's answers say of the time, by its name. */
    Map<String, ServiceTime> times() {
        return times;
    }

    BearerClient partnerCenter() {
        return client(Audience.PARTNER_CENTER, REFERRAL_HEADERS, "client-request-id");
    }

    BearerClient registration() {
        return client(Audience.PARTNER_REGISTRATION, REFERRAL_HEADERS, "MS-CorrelationId");
    }

    /** How far the clock of a system is from ours. */
    Optional<Duration> ahead(String system) {
        return times.get(system).ahead();
    }

    BearerClient dynamics() {
        return client(Audience.DYNAMICS, ODATA_HEADERS, "x-ms-client-request-id");
    }

    private BearerClient client(Audience audience, Map<String, String> headers, String requestIdHeader) {
        return new BearerClient(
                audience,
                tokens,
                gate,
                lease,
                headers,
                requestIdHeader,
                times.get(audience.system()),
                settings.duration(HTTP_RESPONSE_TIMEOUT).multipliedBy(2),
                ODataError::own);
    }

    /** Decimals stay decimals: an amount never goes through a double. */
    static ObjectMapper json() {
        return JsonMapper.builder(new QuietJson())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    HttpComponent component() {
        HttpComponent https = new HttpComponent();
        https.setClientConnectionManager(pool());
        https.setConnectionRequestTimeout(
                settings.duration(HTTP_RESPONSE_TIMEOUT).toMillis());
        https.setResponseTimeout(settings.duration(HTTP_RESPONSE_TIMEOUT).toMillis());
        https.setUseSystemProperties(true);
        return https;
    }

    private HttpClientConnectionManager pool() {
        int connections = settings.integer(SYNC_WORKERS) + SPARE_CONNECTIONS;
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust.sslContext()))
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(2 * connections)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(settings.duration(HTTP_CONNECT_TIMEOUT)))
                        .setSocketTimeout(timeout(settings.duration(HTTP_RESPONSE_TIMEOUT)))
                        .setValidateAfterInactivity(UNCHECKED_AFTER)
                        .build())
                .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }
}
