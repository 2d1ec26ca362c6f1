package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Pairs;

/** Which referrals get a lead, with the settings as they come. */
class ScopeTest extends SharedFlowSupport {

    @Test
    void anOutgoingReferralGetsNoLead() {
        outOfScope(referral(referral -> referral.put("direction", "Outgoing")), "direction outgoing (sync.scope)");
    }

    @Test
    void aReferralWithoutADirectionIsIncoming() {
        String id = settled(referral -> referral.remove("direction"));
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
    }

    @Test
    void spamGetsNoLead() {
        outOfScope(referral(referral -> referral.put("isSpam", true)), "spam");
    }

    @Test
    void aReferralClosedBeforeItHadALeadGetsNone() {
        outOfScope(
                referral(referral -> referral.put("status", "Closed").put("substatus", "Expired")),
                "closed before it had a lead (sync.scope)");
    }

    @Test
    void aReferralThatTurnsOutToBeSpamIsNotWrittenAnyMoreWhichIsRecordedOnce() {
        String id = settled(referral -> {});
        world.partnerCenter().spam(id);
        eventually().until(() -> outcome(id).equals("out of scope: spam") && idle());
        int decisions = history(id).size();
        record();
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", "Spam Ltd"));
        eventually().until(() -> calls().contains("get-referral") && idle());
        world.dataverse().edit(uuid(id), lead -> lead.put("description", "Is this spam?"));
        poll();
        eventually().until(this::idle);
        assertThat(patches("dynamics")).isEmpty();
        assertThat(patches("partner-center")).isEmpty();
        assertThat(outcome(id)).isEqualTo("out of scope: spam");
        assertThat(history(id).stream().filter(decision -> decision.outcome().equals("out of scope: spam")))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(history(id)).hasSizeLessThanOrEqualTo(decisions + 1);
    }

    @Test
    void aSellersLeadThatNamesAFurtherReferralOfAnEngagementDoesNotBecomeItsSecond() {
        String engagement = UUID.randomUUID().toString();
        String first = settled(referral -> referral.put("engagementId", engagement));
        world.partner().notifications().dropNext(1);
        String second = referral(referral -> referral.put("engagementId", engagement));
        UUID sellers = ordinary("About " + second);
        poll();
        eventually()
                .until(() -> outcome(second).equals("nothing to do: its engagement has its lead with referral " + first)
                        && idle());
        assertThat(new Pairs(store()).find(second).orElseThrow().leadId()).isNull();
        assertThat(new Pairs(store()).findByLead(sellers.toString())).isEmpty();
    }

    @Test
    void aFurtherReferralOfAnEngagementMakesNoLeadAndRequestsThePair() {
        String engagement = UUID.randomUUID().toString();
        String first = settled(referral -> referral.put("engagementId", engagement));
        world.partner().notifications().dropNext(1);
        world.partnerCenter()
                .edit(first, referral -> referral.withObject("/customerProfile").put("name", "Shared AG"));
        String second = referral(referral -> referral.put("engagementId", engagement));
        eventually().until(() -> lead(first).path("companyname").asText().equals("Shared AG") && idle());
        assertThat(outcome(second)).isEqualTo("nothing to do: its engagement has its lead with referral " + first);
        assertThat(world.dataverse().get(uuid(second))).isEmpty();
    }

    @Test
    void aRelatedReferralNeverMakesALead() {
        world.partner().notifications().dropNext(1);
        String id = referral(referral -> {});
        related(id);
        eventually().until(() -> outcome(id).equals("nothing to do: a related referral never makes a lead") && idle());
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
    }

    @Test
    void aRelatedEventRequestsThePairOfItsEngagement() {
        String engagement = UUID.randomUUID().toString();
        String ours = settled(referral -> referral.put("engagementId", engagement));
        world.partner().notifications().dropNext(2);
        world.partnerCenter()
                .edit(ours, referral -> referral.withObject("/customerProfile").put("name", "Told by Microsoft"));
        String theirs =
                referral(referral -> referral.put("engagementId", engagement).put("direction", "Outgoing"));
        related(theirs);
        eventually().until(() -> lead(ours).path("companyname").asText().equals("Told by Microsoft") && idle());
        assertThat(world.dataverse().get(uuid(theirs))).isEmpty();
    }

    @Test
    void aRelatedReferralThatNobodyMayReadIsNothingToDo() {
        String id = UUID.randomUUID().toString();
        related(id);
        eventually().until(() -> outcome(id).startsWith("nothing to do") && idle());
        assertThat(application.backlog().parked()).isEmpty();
    }

    @Test
    void twentyReferralsOfFiveEngagementsAtTheSameMomentMakeFiveLeads() {
        List<String> engagements = IntStream.range(0, 5)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();
        world.partner().notifications().hold();
        List<String> ids = IntStream.range(0, 20)
                .mapToObj(i -> referral(referral -> referral.put("engagementId", engagements.get(i % 5))))
                .toList();
        world.partner().notifications().release();
        eventually().until(() -> ids.stream().noneMatch(id -> history(id).isEmpty()) && idle());
        assertThat(ids.stream().filter(id -> world.dataverse().get(uuid(id)).isPresent()))
                .hasSize(5);
        assertThat(ids.stream()
                        .filter(id -> !referralNow(id)
                                .path("externalReferenceId")
                                .asText("")
                                .isEmpty())
                        .map(id -> referralNow(id).path("engagementId").asText()))
                .hasSize(5)
                .doesNotHaveDuplicates();
        assertThat(application.backlog().parked()).isEmpty();
    }

    private void outOfScope(String id, String reason) {
        eventually().until(() -> outcome(id).equals("out of scope: " + reason) && idle());
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
        assertThat(referralNow(id).path("externalReferenceId").asText("")).isEmpty();
    }

    private void related(String id) {
        deliver("related-referral-updated", id);
    }
}
