package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Requests;

class LeadToReferralTest extends SharedFlowSupport {

    @Test
    void aSellerWhoTakesUpTheLeadAcceptsTheReferral() {
        String id = settled(referral -> {});
        record();
        world.dataverse().edit(uuid(id), lead -> lead.put("statuscode", 2));
        poll();
        eventually().until(() -> status(id).equals("Active/Accepted") && idle());
        assertThat(patches("partner-center"))
                .containsExactly(json("[{\"op\": \"replace\", \"path\": \"/status\", \"value\": \"Active\"},"
                        + " {\"op\": \"replace\", \"path\": \"/substatus\", \"value\": \"Accepted\"}]"));
        assertThat(patches("dynamics")).isEmpty();
    }

    @Test
    void notesAmountAndClosingDateTravelInOnePatch() {
        String id = settled(referral -> {});
        record();
        world.dataverse().edit(uuid(id), lead -> lead.put("description", "Wants a demo in May.")
                .put("estimatedamount", new BigDecimal("47000.25"))
                .put("estimatedclosedate", "2026-07-15"));
        poll();
        eventually().until(() -> detail(id, "notes").equals("Wants a demo in May.") && idle());
        assertThat(referralNow(id).at("/details/dealValue").decimalValue()).isEqualByComparingTo("47000.25");
        assertThat(detail(id, "currency")).isEqualTo("EUR");
        assertThat(detail(id, "closingDateTime")).isEqualTo("2026-07-15T00:00:00Z");
        assertThat(patches("partner-center")).hasSize(1);
        assertThat(patches("dynamics")).isEmpty();
    }

    @Test
    void thePollsOwnRunsTakeLeadToReferral() {
        String id = settled(referral -> {});
        world.dataverse().edit(uuid(id), lead -> lead.put("description", "Called."));
        poll();
        eventually().until(() -> detail(id, "notes").equals("Called.") && idle());
        assertThat(history(id).get(history(id).size() - 1).flow()).isEqualTo("lead-to-referral");
    }

    @Test
    void aMixOfCausesTakesReferralToLead() {
        String id = settled(referral -> {});
        world.dataverse().edit(uuid(id), lead -> lead.put("description", "Called twice."));
        Requests requests = new Requests(store());
        store().executeNow(id, handle -> {
            requests.request(handle, Event.live(id, Cause.LEAD_POLL));
            requests.request(handle, Event.live(id, Cause.WEBHOOK));
        });
        eventually().until(() -> detail(id, "notes").equals("Called twice.") && idle());
        assertThat(history(id).get(history(id).size() - 1).flow()).isEqualTo("referral-to-lead");
    }

    @Test
    void aPollThatFindsNewsOfTheReferralTooWritesBothSides() {
        String id = settled(referral -> {});
        world.partner().notifications().dropNext(1);
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", "Northwind Polar"));
        world.dataverse().edit(uuid(id), lead -> lead.put("description", "Both sides changed."));
        poll();
        eventually()
                .until(() -> detail(id, "notes").equals("Both sides changed.")
                        && lead(id).path("companyname").asText().equals("Northwind Polar")
                        && idle());
    }

    @Test
    void whatSettlesBesideAWriteIsSaidToo() {
        String id = settled(referral -> {});
        world.dataverse().edit(uuid(id), lead -> lead.put("companyname", "The seller's own")
                .put("description", "Both in one run."));
        poll();
        eventually().until(() -> detail(id, "notes").equals("Both in one run.") && idle());
        assertThat(history(id).get(history(id).size() - 1).skipped()).contains("\"company\":\"settle");
    }

    @Test
    void aLeadDisqualifiedBeforeItWasTakenUpDeclinesTheReferralWithItsReason() {
        String id = settled(referral -> {});
        world.dataverse().disqualify(uuid(id), 5);
        poll();
        eventually().until(() -> status(id).equals("Closed/Declined") && idle());
        assertThat(referralNow(id).path("statusReason").asText()).isEqualTo("Cannot Contact");
    }

    @Test
    void aLeadDisqualifiedAfterItWasTakenUpLosesTheReferral() {
        String id = settled(referral -> referral.put("status", "Active").put("substatus", "Accepted"));
        world.dataverse().disqualify(uuid(id), 6);
        poll();
        eventually().until(() -> status(id).equals("Closed/Lost") && idle());
        assertThat(referralNow(id).path("statusReason").asText()).isEqualTo("No Longer Interested");
    }

    @Test
    void aLastEditAndTheDisqualificationGoTogetherTheStatusLast() {
        String id = settled(referral -> {});
        record();
        world.dataverse().edit(uuid(id), lead -> lead.put("description", "Went elsewhere."));
        world.dataverse().disqualify(uuid(id), 4);
        poll();
        eventually().until(() -> status(id).equals("Closed/Declined") && idle());
        assertThat(detail(id, "notes")).isEqualTo("Went elsewhere.");
        assertThat(patches("partner-center")).hasSize(1);
        assertThat(patches("partner-center").get(0).findValuesAsText("path"))
                .containsExactly("/details/notes", "/statusReason", "/status", "/substatus");
    }

    @Test
    void aQualifiedLeadAcceptsTheReferralAndIsNotWrittenAnyMore() {
        String id = settled(referral -> {});
        world.dataverse().qualify(uuid(id));
        poll();
        eventually().until(() -> status(id).equals("Active/Accepted") && idle());
        record();
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", "Renamed AG"));
        eventually().until(() -> history(id).stream()
                .anyMatch(decision -> String.valueOf(decision.skipped()).contains("company")));
        eventually().until(this::idle);
        assertThat(patches("dynamics")).isEmpty();
    }

    @Test
    void aLeadReopenedMovesNothingBack() {
        String id = settled(referral -> {});
        world.dataverse().disqualify(uuid(id), 7);
        poll();
        eventually().until(() -> status(id).equals("Closed/Declined") && idle());
        world.dataverse().reopen(uuid(id));
        poll();
        eventually().until(() -> history(id).stream()
                .anyMatch(decision -> String.valueOf(decision.skipped()).contains("status")));
        eventually().until(this::idle);
        assertThat(status(id)).isEqualTo("Closed/Declined");
        assertThat(status(lead(id))).isEqualTo("0/1");
    }

    private String status(String id) {
        return referralNow(id).path("status").asText() + "/"
                + referralNow(id).path("substatus").asText();
    }

    private String detail(String id, String name) {
        return referralNow(id).path("details").path(name).asText();
    }
}
