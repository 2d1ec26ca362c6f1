package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.cli.CommandProcess.Result;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.PartnerSide;
import org.referralconnectors.simulated.SimulatedServer;

/** The registration from nothing to a tested address, against an API that takes nothing by halves. */
class WebhookCommandTest {

    private static final String PATH = "/webhooks/partner-center";

    @TempDir
    Path folder;

    private final PartnerSide partner = PartnerSide.start();

    @AfterEach
    void stop() {
        partner.close();
    }

    @Test
    void anAddressIsRegisteredTestedAndTakenOverOnlyOnDemand() throws Exception {
        partner.notifications().backOff(Duration.ofMillis(1));
        SimulatedServer good = partner.network().host("receiver", call -> Answer.empty(200));
        SimulatedServer bad = partner.network().host("broken receiver", call -> Answer.empty(503));
        String first = bad.url() + PATH;
        String second = "-Dpartner-center.webhook.public-url=" + good.url() + PATH;
        Map<String, String> settings = partner.settings(folder);
        settings.put("store.url", "jdbc:sqlite:" + folder.resolve("store.db"));
        settings.put("partner-center.webhook.public-url", first);

        List<Result> results = CommandProcess.in(folder, settings)
                .run(
                        "webhook",
                        "show",
                        ";",
                        "webhook",
                        "test",
                        ";",
                        "webhook",
                        "register",
                        ";",
                        "webhook",
                        "register",
                        ";",
                        "webhook",
                        "test",
                        ";",
                        second,
                        "webhook",
                        "register",
                        ";",
                        second,
                        "webhook",
                        "register",
                        "--take-over",
                        ";",
                        "webhook",
                        "show",
                        ";",
                        second,
                        "webhook",
                        "test",
                        ";",
                        "webhook",
                        ";",
                        "webhook",
                        "register",
                        "--tak",
                        ";",
                        second,
                        "check",
                        ";");

        assertThat(results).extracting(Result::exit).containsExactly(0, 1, 0, 0, 1, 1, 0, 0, 0, 64, 64, 2);
        assertThat(results.get(0).out()).contains("Nothing is registered");
        assertThat(results.get(1).err()).contains("nothing is registered");
        assertThat(results.get(2).out()).contains("Registered: " + first);
        assertThat(results.get(2).err())
                .contains("can be guessed. Better set partner-center.webhook.path = /webhooks/", "--take-over");
        assertThat(results.get(3).out()).contains("Already registered");
        assertThat(results.get(4).out()).contains("not accepted at " + first).contains("503");
        assertThat(results.get(5).err()).contains(first).contains("--take-over");
        assertThat(results.get(7).out())
                .contains(good.url() + PATH)
                .contains("event    referral-created", "event    related-referral-updated", "event    test-created");
        assertThat(results.get(8).out()).contains("was accepted (OK)");
        assertThat(results.get(11).out())
                .contains("ok    partner-center  webhook registration: at " + good.url())
                .contains("mend  settings        dynamics.url: is needed")
                .contains("note  dynamics        all: was not asked")
                .endsWith(" to mend\n");
        assertThat(results.get(11).err()).isEmpty();
        assertThat(partner.registration().url()).isEqualTo(good.url() + PATH);
        assertThat(partner.registration().events())
                .isEqualTo(Set.of(
                        "referral-created",
                        "referral-updated",
                        "related-referral-created",
                        "related-referral-updated",
                        "test-created"));
        assertThat(partner.traffic().count("registration")).isGreaterThan(10);
    }
}
