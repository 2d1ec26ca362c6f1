package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.SimulatedNotifications;
import org.referralconnectors.simulated.Traffic;

/** What the connectors cost both services, with tokens at hand. */
class CallCountTest extends SharedFlowSupport {

    private static final String GET_LEAD = "GET /api/data/v9.2/leads({id})";
    private static final String PATCH_LEAD = "PATCH /api/data/v9.2/leads({id})";
    private static final String LEADS = "GET /api/data/v9.2/leads";

    /** Tokens, columns and currencies are known from here on. */
    @BeforeAll
    void warmUp() {
        settled(referral -> {});
    }

    @Test
    void aNewReferralCostsFourCallsAndTheEchoOfItsWriteTwo() {
        SimulatedNotifications webhooks = world.partner().notifications();
        webhooks.dropNext(1);
        String id = referral(referral -> {});
        webhooks.hold();
        world.traffic().clear();
        deliver("referral-updated", id);
        inStep(id);
        eventually().until(() -> running() == 0);
        assertThat(calls()).containsExactly("get-referral", LEADS, PATCH_LEAD, "patch-referral");
        world.traffic().clear();
        webhooks.release();
        eventually().until(() -> calls().size() >= 2 && idle());
        assertThat(calls()).containsExactly("get-referral", GET_LEAD);
    }

    @Test
    void aChangedReferralCostsThreeCalls() {
        String id = settled(referral -> {});
        world.traffic().clear();
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", "Northwind GmbH"));
        eventually().until(() -> lead(id).path("companyname").asText().equals("Northwind GmbH") && idle());
        assertThat(calls()).containsExactly("get-referral", GET_LEAD, PATCH_LEAD);
    }

    @Test
    void aChangeOfBothSidesCostsFourCalls() {
        String id = settled(referral -> {});
        world.partner().notifications().hold();
        world.dataverse().edit(uuid(id), lead -> lead.put("description", "Met on Monday."));
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", "Northwind SE"));
        world.traffic().clear();
        deliver("referral-updated", id);
        eventually()
                .until(() -> referralNow(id).at("/details/notes").asText().equals("Met on Monday.") && running() == 0);
        assertThat(calls()).containsExactly("get-referral", GET_LEAD, PATCH_LEAD, "patch-referral");
        world.partner().notifications().release();
        eventually().until(this::idle);
    }

    @Test
    void theEchoOfOurOwnLeadWriteCostsNothing() {
        poll();
        settled(referral -> {});
        world.traffic().clear();
        poll();
        assertThat(application.backlog().counts().waiting()).isZero();
        assertThat(running()).isZero();
        assertThat(calls()).containsExactly(LEADS);
    }

    @Test
    void aPollWithNothingNewIsOneCallAmongThreeThousandLeads() {
        for (int i = 0; i < 3_000; i++) {
            ordinary("Ordinary " + i);
        }
        settled(referral -> {});
        poll();
        world.traffic().clear();
        poll();
        assertThat(calls()).containsExactly(LEADS);
    }

    @Test
    void theFirstRemoteCallFollowsTheWebhookAtOnce() {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            world.partner().notifications().hold();
            String id = referral(referral -> {});
            world.traffic().clear();
            Instant answered = deliver("referral-updated", id);
            eventually().until(() -> calls().contains("get-referral"));
            millis.add(Duration.between(answered, first().at()).toMillis());
            world.partner().notifications().release();
            eventually().until(this::idle);
        }
        Collections.sort(millis);
        System.out.printf(
                "From the webhook's 200 to the first remote call: median %d ms, longest %d ms%n",
                millis.get(10), millis.get(19));
        assertThat(millis.get(10)).isLessThan(1_000);
    }

    private int running() {
        return application.backlog().counts().running();
    }

    private Traffic.Entry first() {
        return world.traffic().entries().stream()
                .filter(entry -> entry.operation().equals("get-referral"))
                .findFirst()
                .orElseThrow();
    }
}
