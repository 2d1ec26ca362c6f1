package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.store.Pauses;

/** Tokens as runs meet them: a consent that is gone, and a secret that never shows. */
class TokensInRunsTest extends FlowTestSupport {

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
}
