package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ReferralToLeadTest extends SharedFlowSupport {

    @Test
    void aNewReferralBecomesALeadWithEverythingThatTheMapNames() {
        String id = settled(referral -> {});
        JsonNode lead = lead(id);
        assertThat(lead.path("subject").asText()).isEqualTo("Northwind - ERP rollout [" + id + "]");
        assertThat(lead.path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
        assertThat(lead.path("firstname").asText()).isEqualTo("Erika");
        assertThat(lead.path("lastname").asText()).isEqualTo("Muster");
        assertThat(lead.path("emailaddress1").asText()).isEqualTo("erika.muster@northwind.example");
        assertThat(lead.path("telephone1").asText()).isEqualTo("+49 40 0000000");
        assertThat(lead.path("address1_line1").asText()).isEqualTo("Beispielstr. 1");
        assertThat(lead.path("address1_city").asText()).isEqualTo("Hamburg");
        assertThat(lead.path("address1_postalcode").asText()).isEqualTo("20095");
        assertThat(lead.path("address1_country").asText()).isEqualTo("DE");
        assertThat(lead.path("numberofemployees").asInt()).isEqualTo(51);
        assertThat(lead.path("description").asText()).isEqualTo("The customer wants to replace its own ERP.");
        assertThat(lead.path("estimatedamount").decimalValue()).isEqualByComparingTo("45000.50");
        assertThat(lead.path("_transactioncurrencyid_value").asText()).isEqualTo(currency("EUR"));
        assertThat(lead.path("estimatedclosedate").asText()).isEqualTo("2026-06-30");
        assertThat(lead.path("leadsourcecode").asInt()).isEqualTo(4);
        assertThat(lead.path("leadqualitycode").asInt()).isEqualTo(1);
        assertThat(status(lead)).isEqualTo("0/1");
    }

    @Test
    void theReferralIsToldTheIdOfItsLeadAndNothingElse() {
        record();
        String id = settled(referral -> {});
        assertThat(patches("partner-center"))
                .containsExactly(
                        json("[{\"op\": \"replace\", \"path\": \"/externalReferenceId\", \"value\": \"" + id + "\"}]"));
        assertThat(outcome(id)).isEqualTo("done");
        assertThat(history(id)).allMatch(decision -> decision.flow().equals("referral-to-lead"));
    }

    @Test
    void aChangeOfTheReferralSendsItsOwnColumnsOnly() {
        String id = settled(referral -> {});
        record();
        world.partnerCenter().edit(id, referral -> {
            referral.withObject("/customerProfile").put("name", "Northwind GmbH");
            referral.withObject("/details").put("dealValue", 50_000);
        });
        eventually().until(() -> lead(id).path("companyname").asText().equals("Northwind GmbH") && idle());
        assertThat(patches("dynamics"))
                .containsExactly(json("{\"companyname\": \"Northwind GmbH\", \"estimatedamount\": 50000,"
                        + " \"transactioncurrencyid@odata.bind\": \"/transactioncurrencies(" + currency("EUR")
                        + ")\"}"));
        assertThat(patches("partner-center")).isEmpty();
    }

    @Test
    void aChangeOfWhatIsNotMappedWritesNothing() {
        String id = settled(referral -> {});
        long version = lead(id).path("versionnumber").asLong();
        record();
        world.partnerCenter().edit(id, referral -> referral.put("favorite", true));
        eventually().until(() -> calls().size() == 2 && idle());
        assertThat(calls()).containsExactly("get-referral", "GET /api/data/v9.2/leads({id})");
        assertThat(lead(id).path("versionnumber").asLong()).isEqualTo(version);
    }

    @Test
    void anEmptiedContactStaysOnTheLead() {
        String id = settled(referral -> {});
        world.partnerCenter().edit(id, referral -> {
            ObjectNode customer = referral.withObject("/customerProfile");
            customer.putArray("team");
            customer.put("name", "Northwind AG");
        });
        eventually().until(() -> lead(id).path("companyname").asText().equals("Northwind AG") && idle());
        assertThat(lead(id).path("lastname").asText()).isEqualTo("Muster");
        assertThat(lead(id).path("emailaddress1").asText()).isEqualTo("erika.muster@northwind.example");
    }

    @Test
    void anAcceptedReferralMovesItsLeadOn() {
        String id = settled(referral -> {});
        move(id, "Active", "Accepted");
        eventually().until(() -> status(lead(id)).equals("0/2") && idle());
    }

    @Test
    void aLostReferralDisqualifiesItsLead() {
        String id = settled(referral -> referral.put("status", "Active").put("substatus", "Accepted"));
        assertThat(status(lead(id))).isEqualTo("0/2");
        move(id, "Closed", "Lost");
        eventually().until(() -> status(lead(id)).equals("2/4") && idle());
    }

    @Test
    void anExpiredReferralClosesItsLeadAndEmptiesNothing() {
        String id = settled(referral -> {});
        world.partnerCenter().expire(id);
        eventually().until(() -> status(lead(id)).equals("2/7") && idle());
        assertThat(lead(id).path("emailaddress1").asText()).isEqualTo("erika.muster@northwind.example");
    }

    @Test
    void aWonReferralWritesNoStateAndSaysWhatToDo() {
        String id = settled(referral -> referral.put("status", "Active").put("substatus", "Accepted"));
        long writes = world.dataverse().writes().stream()
                .filter(write -> write.lead().equals(uuid(id)))
                .count();
        move(id, "Closed", "Won");
        eventually().until(() -> history(id).stream().anyMatch(decision -> String.valueOf(decision.skipped())
                .contains("won in Partner Center: qualify the lead")));
        eventually().until(this::idle);
        assertThat(status(lead(id))).isEqualTo("0/2");
        assertThat(world.dataverse().writes().stream()
                        .filter(write -> write.lead().equals(uuid(id))))
                .hasSize((int) writes);
    }

    private void move(String id, String status, String substatus) {
        world.partnerCenter()
                .edit(id, referral -> referral.put("status", status).put("substatus", substatus));
    }
}
