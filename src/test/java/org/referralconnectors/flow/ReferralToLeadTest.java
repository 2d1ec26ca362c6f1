package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ReferralToLeadTest extends FlowTestSupport {

    @Test
    void aNewReferralBecomesALeadAndKnowsItsLead() {
        start();
        String id = referral(referral -> {});
        inStep(id);
        JsonNode lead = world.dataverse().get(uuid(id)).orElseThrow();
        assertThat(lead.path("subject").asText()).contains(id);
        assertThat(lead.path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
        assertThat(world.partnerCenter().get(id).path("externalReferenceId").asText())
                .isEqualTo(id);
    }

    @Test
    void aNewReferralCostsFourCallsAndItsEchoTwo() {
        start();
        world.partner().notifications().hold();
        String id = referral(referral -> {});
        world.traffic().clear();
        world.partner().notifications().release();
        world.partner().notifications().hold();
        inStep(id);
        eventually().until(() -> world.partner().notifications().pending() > 0);
        assertThat(calls()).hasSize(4);
        world.traffic().clear();
        world.partner().notifications().release();
        eventually().until(() -> calls().size() == 2 && idle());
        assertThat(calls()).allMatch(call -> call.startsWith("GET"));
    }

    @Test
    void aChangedReferralCostsThreeCalls() {
        start();
        String id = settled(referral -> {});
        world.traffic().clear();
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", "Northwind GmbH"));
        eventually().until(() -> world.dataverse()
                .get(uuid(id))
                .orElseThrow()
                .path("companyname")
                .asText()
                .equals("Northwind GmbH"));
        eventually().until(this::idle);
        assertThat(calls()).hasSize(3);
    }
}
