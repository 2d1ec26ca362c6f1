package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.simulated.PartnerSide;
import org.referralconnectors.store.Pauses;

/** Tokens as runs meet them: a consent that is gone, and a secret that never shows. */
class TokensInRunsTest extends FlowTestSupport {

    private String port;

    @Test
    void aLostConsentPausesPartnerCenterUntilThereIsAnotherOne() {
        start();
        settled(referral -> {});
        world.partner().entra().revokeAll();
        world.partner().partnerCenterServer().faults().answer(Faults.anywhere(), 1, Answer.empty(401));
        String id = referral(referral -> {});
        eventually().until(() -> !new Pauses(store()).current().isEmpty());
        Pauses.Pause pause = new Pauses(store()).current().get(0);
        assertThat(pause.system()).isEqualTo("partner-center");
        assertThat(pause.reason()).contains("login").contains("partner-center.refresh-token");
        eventually().until(() -> application.backlog().counts().waiting() == 1);
        assertThat(application.backlog().find(id).orElseThrow().attempts()).isZero();
        assertThat(application.backlog().parked()).isEmpty();
        application.close();
        new Pauses(store()).resume("partner-center");
        start();
        inStep(id);
    }

    @Test
    void noSecretAndNoPersonShowsInLogsMetricsHealthOrHistory() throws Exception {
        world.traffic().recordBodies(true);
        try (WebhookHttpTestLog log = new WebhookHttpTestLog()) {
            Configurator.setLevel("org.referralconnectors", Level.DEBUG);
            start("sync.max-attempts", "1");
            String done = settled(referral -> {});
            String failed = failing();
            world.dataverse().edit(uuid(done), lead -> lead.put("description", "Erika says yes"));
            poll();
            eventually()
                    .until(() -> referralNow(done).at("/details/notes").asText().equals("Erika says yes") && idle());
            String everything = String.join("\n", log.lines())
                    + served("/observe/metrics")
                    + served("/observe/health")
                    + history(done)
                    + history(failed)
                    + application.backlog().parked();
            assertThat(everything).contains("referral_connectors_runs_total", done, failed, "DEBUG");
            assertThat(secrets()).hasSizeGreaterThan(3).allSatisfy(secret -> assertThat(everything)
                    .doesNotContain(secret));
            assertThat(everything)
                    .doesNotContain("Erika", "Muster", "northwind.example", "+49 40", "Beispielstr", "Northwind");
        } finally {
            Configurator.setLevel("org.referralconnectors", Level.INFO);
        }
    }

    /** Refused, in pieces too, with a body that names a person, as Dataverse's messages do. */
    private String failing() {
        String id = UUID.randomUUID().toString();
        world.dataverseServer()
                .faults()
                .answer(
                        call -> call.method().equals("PATCH") && call.path().contains(id),
                        2,
                        FailureSupport.refusal(400, "0x80040265"));
        referral(referral -> referral.put("id", id));
        eventually().until(() -> application.backlog().counts().parked() == 1);
        return id;
    }

    /** Every token that was sent, and what the settings keep secret. */
    private Set<String> secrets() {
        Set<String> secrets = world.traffic().entries().stream()
                .map(entry -> entry.call().header("authorization"))
                .filter(header -> header != null && header.startsWith("Bearer "))
                .map(header -> header.substring("Bearer ".length()))
                .collect(Collectors.toSet());
        secrets.add(PartnerSide.CLIENT_SECRET);
        secrets.add("dynamics~secret~of~the~simulation");
        secrets.add("0.A");
        return secrets;
    }

    private String served(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + port + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = super.settings();
        port = settings.get("camel.management.port");
        return settings;
    }
}
