package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Pauses;

/** A name that is not found is an outage like any other. */
class UnknownHostTest extends FlowTestSupport {

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = super.settings();
        settings.putAll(Map.of(
                "sync.retry-initial-delay", "PT0.02S", "sync.retry-max-delay", "PT0.1S", "sync.max-attempts", "2"));
        return settings;
    }

    @Test
    void aNameThatIsNotFoundParksNobody() {
        start("partner-center.api-url", "https://partner.invalid/v1.0/engagements");
        String id = referral(referral -> {});
        eventually().until(() -> !new Pauses(store()).current().isEmpty());
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(10))
                .until(() -> application.backlog().parked().isEmpty());
        assertThat(new Pauses(store()).current())
                .extracting(Pauses.Pause::system)
                .containsOnly("partner-center");
        restart();
        inStep(id);
    }
}
