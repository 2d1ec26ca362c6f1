package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.dataverse.LateWrite;
import org.referralconnectors.store.Cursors;

class LeadPollTest extends SharedFlowSupport {

    private static final String LEADS = "/api/data/v9.2/leads";

    @Test
    void anOrdinaryLeadIsNobodysBusiness() {
        pollUntilQuiet();
        ordinary("Spring fair, stand 12");
        world.traffic().clear();
        poll();
        assertThat(idle()).isTrue();
        assertThat(calls()).containsExactly("GET " + LEADS);
    }

    @Test
    void aGuidThatIsNoReferralsIsAskedForOnceAndNeverParked() {
        pollUntilQuiet();
        String id = UUID.randomUUID().toString();
        UUID lead = ordinary("Ticket " + id);
        poll();
        eventually().until(() -> outcome(id).startsWith("nothing to do: not a referral") && idle());
        assertThat(application.backlog().parked()).isEmpty();
        world.traffic().clear();
        world.dataverse().edit(lead, columns -> columns.put("description", "Ticket closed."));
        poll();
        assertThat(idle()).isTrue();
        assertThat(calls()).containsExactly("GET " + LEADS);
    }

    @Test
    void somebodysSecondLeadOfAReferralIsADuplicateAndNeverSynced() {
        String id = settled(referral -> {});
        pollUntilQuiet();
        UUID second = ordinary("Copy of " + id);
        world.traffic().clear();
        poll();
        assertThat(idle()).isTrue();
        assertThat(calls()).containsExactly("GET " + LEADS);
        assertThat(counted("referral_connectors_duplicate_leads")).isEqualTo(1);
        assertThat(lead(second.toString()).has("companyname")).isFalse();
        assertThat(referralNow(id).path("externalReferenceId").asText()).isEqualTo(id);
    }

    @Test
    void aLeadThatSomebodyMadeForAReferralBecomesItsLead() {
        world.partner().notifications().dropNext(1);
        String id = referral(referral -> {});
        UUID made = ordinary(id);
        poll();
        inStep(id);
        eventually().until(this::idle);
        assertThat(referralNow(id).path("externalReferenceId").asText()).isEqualTo(made.toString());
        assertThat(lead(made.toString()).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
    }

    @Test
    void anotherIdInALeadsNameDoesNotHideItsReferral() {
        world.partner().notifications().dropNext(1);
        String id = referral(referral -> {});
        String other = UUID.randomUUID().toString();
        UUID made = ordinary("Renewal of " + other + " [" + id + "]");
        poll();
        inStep(id);
        eventually().until(this::idle);
        assertThat(referralNow(id).path("externalReferenceId").asText()).isEqualTo(made.toString());
        assertThat(history(other)).isEmpty();
    }

    @Test
    void aDeletedLeadIsNoticed() {
        String id = settled(referral -> {});
        poll();
        world.dataverse().delete(uuid(id));
        poll();
        eventually().until(() -> outcome(id).startsWith("lead deleted") && idle());
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
    }

    /** The documentation names the code of an expired link, and no status. */
    @ParameterizedTest
    @ValueSource(ints = {400, 410, 500})
    void afterAnExpiredLinkAFullPassFindsEditsAndDeletions(int status) {
        String edited = settled(referral -> {});
        String deleted = settled(referral -> {});
        poll();
        note(edited, "Changed while the link expired, " + status + ".");
        world.dataverse().delete(uuid(deleted));
        world.dataverse().expireDeltaLinks(status);
        poll();
        poll();
        eventually().until(() -> notes(edited).endsWith(status + "."));
        eventually().until(() -> outcome(deleted).startsWith("lead deleted") && idle());
        world.traffic().clear();
        poll();
        assertThat(calls()).containsExactly("GET " + LEADS);
    }

    @Test
    void aPollThatBreaksOffBetweenPagesKeepsItsRequestsAndGoesOnFromItsCursor() {
        String first = settled(referral -> {});
        String last = settled(referral -> {});
        List<UUID> others = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            others.add(ordinary("Trade fair " + i));
        }
        poll();
        String cursor = cursor();
        note(first, "On the first page.");
        others.forEach(other -> world.dataverse().edit(other, lead -> lead.put("description", "Called.")));
        note(last, "On the last page.");
        world.dataverseServer().faults().answer(LeadPollTest::isFurtherPage, 1, Answer.empty(502));
        poll();
        eventually().until(() -> notes(first).equals("On the first page.") && idle());
        assertThat(cursor()).isEqualTo(cursor);
        assertThat(notes(last)).isNotEqualTo("On the last page.");
        poll();
        eventually().until(() -> notes(last).equals("On the last page.") && idle());
        assertThat(cursor()).isNotEqualTo(cursor);
    }

    @Test
    void anEditThatIsCommittedLateIsNotLost() {
        String id = settled(referral -> {});
        pollUntilQuiet();
        LateWrite late = world.dataverse().editLate(uuid(id), lead -> lead.put("description", "Slow plug-in."));
        ordinary("Committed before it");
        poll();
        assertThat(idle()).isTrue();
        late.commit();
        poll();
        eventually().until(() -> notes(id).equals("Slow plug-in.") && idle());
    }

    /** Leaves nothing to poll that other tests have done. */
    private void pollUntilQuiet() {
        poll();
        eventually().until(this::idle);
    }

    private void note(String id, String text) {
        world.dataverse().edit(uuid(id), lead -> lead.put("description", text));
    }

    private String notes(String id) {
        return referralNow(id).at("/details/notes").asText();
    }

    private String cursor() {
        return new Cursors(store()).read("lead-poll").orElseThrow().value();
    }

    private static boolean isFurtherPage(Call call) {
        return call.path().equals(LEADS) && call.query().contains("skiptoken");
    }
}
