package org.referralconnectors.flow;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.flow.WebhookHttpTestWire.Reply;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Faults;

/** What the management port shows to everybody, and that it shows nothing else. */
class ManagementHttpTest extends WebhookHttpTestSupport {

    private static final String HEALTH = "GET /observe/health";

    @ParameterizedTest
    @ValueSource(strings = {"", "/live", "/ready"})
    void healthIsUp(String path) {
        Reply answer = management(HEALTH + path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        assertThat(answer.body().replaceAll("\\s", "")).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/live", "/ready"})
    void healthTakesNoParameters(String path) {
        Reply answer = management(HEALTH + path + "?exposureLevel=full&data=true&stackTrace=true");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(management(HEALTH + path).body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/observe",
                "/observe/",
                "/observe/info",
                "/observe/dev",
                "/observe/jolokia",
                "/observe/jolokia/list",
                "/hawtio",
                "/hawtio/",
                "/jolokia",
                "/q/info",
                "/q/health",
                "/q/dev",
                "/q/metrics",
                "/q/upload/x",
                "/q/send/",
                "/q/jolokia",
                "/q/download",
                "/metrics",
                "/health",
                "/index.html",
                "/application.properties",
                "/../application.properties",
                "/observe/../application.properties",
                "/%2e%2e/application.properties",
                "/..%2fapplication.properties",
                "/.%2e/application.properties",
                "//application.properties",
                "/mapping.yaml",
                "/routes/",
                "/routes/referral-to-lead.camel.yaml",
                "/pom.xml",
                "/data/",
                "/webhooks/partner-center"
            })
    void nothingElseIsThere(String path) {
        for (String method : new String[] {"GET ", "POST ", "PUT "}) {
            Reply answer = management(method + path);
            assertThat(answer.status()).as(method + path).isEqualTo(404);
            assertShortJson(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/observe/health", "/observe/health/live", "/observe/health/ready", "/observe/metrics"})
    void noPathHasASecondSpelling(String path) {
        assertThat(management("GET " + path).status()).isEqualTo(200);
        assertThat(management("GET " + path + "/").status())
                .as("a slash at the end")
                .isEqualTo(404);
        for (String other : Spellings.of(path)) {
            Reply answer = management("GET " + other + "?exposureLevel=full&data=true&stackTrace=true");
            assertThat(answer.status()).as(other).isEqualTo(404);
            assertShortJson(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/live", "/ready"})
    void headSaysTheSameWithoutABody(String path) {
        String request = " /observe/health" + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try (WebhookHttpTestWire wire = new WebhookHttpTestWire(managementPort())) {
            assertThat(wire.send(("HEAD" + request).getBytes(US_ASCII)).all())
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("content-type: application/json")
                    .endsWith("\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "TRACE"})
    void healthAndMetricsAreReadOnly(String method) {
        assertThat(management(method + " /observe/health").status()).isEqualTo(405);
        assertThat(management(method + " /observe/metrics").status()).isEqualTo(405);
    }

    @Test
    void everyMetricHasItsNameAndCountsWhatHappens() {
        System.gc();
        String before = metrics();
        assertThat(before)
                .contains(
                        "referral_connectors_webhooks_total{outcome=\"accepted\"} ",
                        "referral_connectors_webhooks_total{outcome=\"signature\"} ",
                        "referral_connectors_requests_waiting ",
                        "referral_connectors_requests_parked ",
                        "referral_connectors_oldest_unsynced_seconds ",
                        "referral_connectors_runs_total{flow=\"lead-to-referral\",outcome=\"parked\"} 0.0",
                        "referral_connectors_run_seconds_bucket{",
                        "referral_connectors_run_seconds_count ",
                        "referral_connectors_remote_calls_total{",
                        "referral_connectors_remote_call_seconds_count{",
                        "referral_connectors_echoes_suppressed_total ")
                .doesNotContain("NaN");
        String id = settled(referral -> {});
        String after = metrics();
        assertThat(grown(before, after, "webhooks", "accepted")).isGreaterThanOrEqualTo(1);
        assertThat(grown(before, after, "runs", "outcome=\"done\"")).isEqualTo(1);
        assertThat(grown(before, after, "remote_calls", "operation=\"dynamics-create-lead\",status=\"204\"")
                        + grown(before, after, "remote_calls", "operation=\"dynamics-create-lead\",status=\"201\""))
                .isEqualTo(1);
        assertThat(grown(before, after, "remote_calls", "system=\"partner-center\""))
                .isGreaterThanOrEqualTo(2);
        assertThat(after).doesNotContain(id).doesNotContain("Northwind");
    }

    private static double grown(String before, String after, String name, String labels) {
        return counter(after, name, labels) - counter(before, name, labels);
    }

    @Test
    void healthNamesTheSystemThatLostItsAuthorisationWhileWebhooksAreTaken() throws SQLException {
        Faults faults = world.partner().partnerCenterServer().faults();
        faults.answer(Faults.anywhere(), 100, Answer.empty(401));
        String id = referral(referral -> {});
        eventually().until(() -> management(HEALTH).status() == 503);
        assertThat(management(HEALTH).body())
                .contains("\"name\":\"systems\"", "partner-center is paused, not authorised: ")
                .doesNotContain(id);
        assertTakesWebhooks();
        faults.clear();
        sql("DELETE FROM pauses");
        inStep(id);
        assertThat(management(HEALTH).status()).isEqualTo(200);
    }

    @Test
    void healthNamesTheSystemThatAnOperatorPaused() throws SQLException {
        sql("INSERT INTO pauses (system, kind, reason, since, ends_at, probe_until)"
                + " VALUES ('dynamics', 'operator', 'the \"big\" upgrade\n', 0, 99999999999999, 0)");
        Reply answer = management(HEALTH);
        sql("DELETE FROM pauses");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .contains("dynamics is paused, by an operator: the \\\"big\\\" upgrade\\n; to go on: resume dynamics");
        assertThat(management(HEALTH).status()).isEqualTo(200);
    }

    @Test
    void aThrottledSystemIsNoReasonForAlarm() throws SQLException {
        sql("INSERT INTO pauses (system, kind, reason, since, ends_at, probe_until)"
                + " VALUES ('dynamics', 'throttled', 'busy', 0, 99999999999999, 0)");
        Reply answer = management(HEALTH);
        sql("DELETE FROM pauses");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void readyNamesTheRouteThatDoesNotRun() throws Exception {
        application.camel().getRouteController().stopRoute("on-lead-poll");
        Reply answer = management(HEALTH + "/ready");
        assertThat(management(HEALTH + "/live").status()).isEqualTo(200);
        application.camel().getRouteController().startRoute("on-lead-poll");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .contains("\"name\":\"routes\"", "Not started: on-lead-poll (routes/lead-to-referral.camel.yaml)");
        assertThat(management(HEALTH + "/ready").status()).isEqualTo(200);
    }

    private void assertTakesWebhooks() {
        assertThat(management(HEALTH + "/live").status()).isEqualTo(200);
        assertThat(management(HEALTH + "/ready").status()).isEqualTo(200);
        assertThat(post(signed("test-created", "x")).status()).isEqualTo(200);
    }
}
