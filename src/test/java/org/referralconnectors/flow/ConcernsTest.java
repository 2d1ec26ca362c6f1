package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What health, the page and the metrics warn of, and that what is alerted on exists. */
class ConcernsTest extends ConsoleSupport {

    private static final Pattern METRIC = Pattern.compile("referral_connectors_\\w+");

    @Override
    String[] settingsOfTheClass() {
        return new String[] {"health.oldest-unsynced-limit", "PT0.5S"};
    }

    @Test
    void aReferralThatIsAboutToExpireIsAnnounced() {
        Instant soon = Instant.now().plus(Duration.ofDays(2));
        String id = settled(referral -> {});
        world.partnerCenter().edit(id, referral -> referral.put("expirationDateTime", soon.toString()));
        eventually().until(() -> metric("referrals_expiring").equals("1.0"));
        String later = settled(referral -> {});

        assertThat(get("/").body())
                .contains("closed as expired from " + soon.toString().substring(0, 19), id);
        assertThat(get("/").body().split("To look at")[1].split("</section>")[0])
                .doesNotContain(later);
        assertThat(metric("referrals_expiring")).isEqualTo("1.0");
        assertAnnounced("closed as expired from " + soon.toString().substring(0, 19), id);
        assertThat(get("/observe/health").body()).doesNotContain(later);

        world.partnerCenter()
                .edit(id, referral -> referral.put("status", "Active").put("substatus", "Accepted"));
        eventually().until(() -> metric("referrals_expiring").equals("0.0"));
        eventually().until(this::idle);
    }

    @Test
    void aReferralThatWasWonAsksForItsLeadToBeQualified() {
        String id = settled(referral -> {});
        world.partnerCenter()
                .edit(id, referral -> referral.put("status", "Active").put("substatus", "Accepted"));
        eventually().until(this::idle);
        world.partnerCenter()
                .edit(id, referral -> referral.put("status", "Closed").put("substatus", "Won"));
        eventually().until(() -> metric("leads_to_qualify").equals("1.0"));

        assertThat(get("/").body()).contains("Won in Partner Center: qualify the lead of referral " + id);
        assertAnnounced("Won in Partner Center: qualify the lead of referral " + id);

        world.dataverse().qualify(uuid(id));
        poll();
        eventually().until(() -> metric("leads_to_qualify").equals("0.0") && idle());
        assertThat(get("/observe/health").body()).doesNotContain(id);
    }

    @Test
    void aChangeThatWaitsTooLongTurnsHealthDown() {
        application.operations().pause("partner-center");
        String id = referral(referral -> {});
        eventually().until(() -> get("/observe/health").body().contains("oldest-change"));

        assertThat(world.dataverse().get(uuid(id))).isEmpty();
        assertThat(get("/observe/health").statusCode()).isEqualTo(503);
        assertThat(get("/observe/health").body())
                .contains("health.oldest-unsynced-limit")
                .doesNotContain(id);
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
        assertThat(metric("system_paused{system=\"partner-center\"}")).isEqualTo("1.0");
        assertThat(get("/").body())
                .contains("Partner Center is paused by an operator, until resumed", "Somebody is needed");

        application.operations().resume("partner-center");
        inStep(id);
        eventually().until(() -> idle() && get("/observe/health").statusCode() == 200);
        assertThat(get("/").body()).contains("Partner Center is called as needed");
    }

    @Test
    void whatTheDashboardAndTheAlertsAskForExists() throws IOException {
        String id = settled(referral -> {});
        world.dataverse().edit(uuid(id), lead -> lead.put("description", "a seller's words"));
        world.partnerCenter().edit(id, referral -> ((ObjectNode) referral.path("details")).put("notes", "others"));
        eventually().until(() -> metric("conflicts_total{field=\"notes\",winner=\"lead\"}")
                .equals("1.0"));
        eventually().until(this::idle);
        String scrape = get("/observe/metrics").body();
        String dashboard = Files.readString(Path.of("docs/monitoring/grafana-dashboard.json"));
        String alerts = Files.readString(Path.of("docs/monitoring/prometheus-alerts.yaml"));

        assertThat(metrics(dashboard)).hasSizeGreaterThan(12).isSubsetOf(metrics(scrape));
        assertThat(metrics(alerts)).hasSizeGreaterThan(8).isSubsetOf(metrics(scrape));
        assertThat(new ObjectMapper().readTree(dashboard).path("panels")).hasSizeGreaterThan(10);
        Map<?, ?> rules = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(alerts);
        assertThat((Iterable<?>) rules.get("groups")).hasSize(1);
    }

    @Test
    void everyMetricOfTheContractIsThereWithItsLabels() {
        settled(referral -> {});
        assertThat(get("/observe/metrics").body())
                .contains("referral_connectors_webhooks_total{outcome=\"accepted\"}")
                .contains("\nreferral_connectors_requests_waiting ")
                .contains("\nreferral_connectors_requests_parked ")
                .contains("\nreferral_connectors_oldest_unsynced_seconds ")
                .contains("referral_connectors_runs_total{flow=\"referral-to-lead\",outcome=\"done\"}")
                .contains("# TYPE referral_connectors_run_seconds histogram")
                .contains("# TYPE referral_connectors_remote_call_seconds histogram")
                .contains("referral_connectors_remote_calls_total{operation=\"dynamics-create-lead\"")
                .contains("referral_connectors_remote_call_seconds_bucket{operation=\"dynamics-create-lead\","
                        + "system=\"dynamics\",le=\"0.025\"}")
                .contains("\nreferral_connectors_echoes_suppressed_total ")
                .contains("referral_connectors_clock_skew_seconds{system=\"dynamics\"}")
                .doesNotContain("NaN");
        assertThat(Double.parseDouble(metric("consent_remaining_seconds")))
                .isBetween(
                        Duration.ofDays(89).toSeconds() * 1.0,
                        Duration.ofDays(90).toSeconds() * 1.0);
        assertThat(Double.parseDouble(metric("clock_skew_seconds{system=\"dynamics\"}")))
                .isBetween(-2.0, 15.0);
    }

    /** In health as a whole, which stays UP; not where it could restart the process or keep the traffic away. */
    private void assertAnnounced(String... texts) {
        HttpResponse<String> whole = get("/observe/health");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).startsWith("{\"status\":\"UP\",\"ahead\":[\"").contains(texts);
        assertThat(get("/observe/health/live").body()).doesNotContain(texts);
        assertThat(get("/observe/health/ready").body()).doesNotContain(texts);
    }

    /** The value of a series; empty while there is none. */
    private String metric(String series) {
        String name = "referral_connectors_" + series + " ";
        return get("/observe/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElse("");
    }

    private static TreeSet<String> metrics(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
