package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;

/** An engagement's one lead belongs to whoever makes it; who makes none leaves it to the others. */
class EngagementTest extends FailureSupport {

    private static final int NEVER_ENDS = 1000;
    private static final String SIX_MINUTES = "360000";

    private String engagement;

    @BeforeEach
    void another() {
        engagement = UUID.randomUUID().toString();
    }

    @AfterEach
    void nothingIsLeftForTheNext() {
        dynamics().faults().clear();
        application.backlog().parked().forEach(pair -> application
                .operations()
                .drop(pair.referralId(), "the test is over"));
        eventually().until(this::idle);
    }

    @Test
    void whoExpiredBeforeItsLeadWasMadeLeavesItToALaterOne() {
        String first = refused();
        world.partnerCenter().expire(first);
        eventually().until(() -> outcome(first).startsWith("out of scope") && idle());
        String second = member();
        hasTheOnlyLead(second, first);
    }

    @Test
    void whoTurnsOutToBeSpamBeforeItsLeadWasMadeLeavesItToTheOthersAtOnce() {
        String first = unanswered();
        String second = waiting(first);
        dynamics().faults().clear();
        forgetIntent(first);
        world.partnerCenter().spam(first);
        hasTheOnlyLead(second, first);
    }

    @Test
    void whoIsRefusedForGoodLeavesItToTheOthers() {
        String second = UUID.randomUUID().toString();
        String first = refused();
        referral(referral -> referral.put("id", second).put("engagementId", engagement));
        hasTheOnlyLead(second, first);
        application.operations().replay(first);
        eventually()
                .until(() -> outcome(first).equals("nothing to do: its engagement has its lead with referral " + second)
                        && idle());
        assertThat(findParked(first)).isNull();
    }

    @Test
    void twoThatAreBothRefusedDoNotWakeEachOtherForEver() {
        String first = refused();
        String second = refused();
        eventually().until(() -> findParked(first) != null && findParked(second) != null && idle());
        record();
        eventually().until(this::idle);
        assertThat(calls()).isEmpty();
        dynamics().faults().clear();
        application.operations().replay(second);
        hasTheOnlyLead(second, first);
    }

    /** No answer to a create means that the lead may be there, or come: nobody else makes one until that is known. */
    @Test
    void whoWaitsForAParkedOneIsToldOfItAndGetsTheLeadWhenItIsDropped() {
        String first = unanswered();
        String second = waiting(first);
        assertThat(outcome(second)).contains(first, "which is parked");
        dynamics().faults().clear();
        application.operations().drop(first, "nobody mends it");
        eventually().until(() -> leads(first, second) == 1 && idle());
    }

    @Test
    void aLeadWhoseAnswerGotLostBelongsToItsReferralThoughThatExpiredMeanwhile() {
        String first = UUID.randomUUID().toString();
        before(dynamics(), about("PATCH", first), 1, () -> {
            world.partner().notifications().dropNext(1);
            world.partnerCenter().expire(first);
        });
        dynamics().faults().resetAfter(about("PATCH", first), 1);
        referral(referral -> referral.put("id", first).put("engagementId", engagement));
        eventually().until(() -> first.equals(leadOf(first)) && idle());
        String second = member();
        eventually().until(() -> outcome(second).endsWith("has its lead with referral " + first) && idle());
        assertThat(leads(first, second)).isEqualTo(1);
    }

    @Test
    void aLeadThatNeverCameIsWaitedForAWhileAndThenLeftToTheOthers() {
        String first = UUID.randomUUID().toString();
        before(dynamics(), about("PATCH", first), 1, () -> {
            world.partner().notifications().dropNext(1);
            world.partnerCenter().expire(first);
        });
        dynamics().faults().resetBefore(about("PATCH", first), 1);
        referral(referral -> referral.put("id", first).put("engagementId", engagement));
        eventually().until(() -> outcome(first).contains("its lead may still be made"));
        String second = member();
        eventually().until(() -> outcome(second).contains("waits for the lead of referral " + first));
        assertThat(leads(first, second)).isZero();
        sixMinutesPass(first);
        hasTheOnlyLead(second, first);
        assertThat(outcome(first)).startsWith("out of scope: closed");
    }

    @Test
    void whoIsNotThereAnyMoreLeavesItToTheOthers() {
        String first = unanswered();
        String second = waiting(first);
        dynamics().faults().clear();
        forgetIntent(first);
        world.partnerCenter().delete(first);
        application.operations().replay(first);
        parked(first);
        hasTheOnlyLead(second, first);
    }

    @Test
    void whoIsUnlinkedLeavesItToTheNextThatAsks() {
        String first = settled(referral -> referral.put("engagementId", engagement));
        String second = member();
        eventually().until(() -> outcome(second).endsWith("has its lead with referral " + first) && idle());
        application.operations().unlink(first);
        eventually().until(this::idle);
        assertThat(leads(second)).isZero();
        application.operations().syncNow(second);
        eventually().until(() -> second.equals(leadOf(second)) && idle());
        deliver("referral-updated", first);
        eventually().until(this::idle);
        assertThat(leadOf(first)).isNull();
    }

    @Test
    void whoIsErasedTakesTheEngagementAlong() {
        String first = settled(referral -> referral.put("engagementId", engagement));
        application.operations().erase(first);
        String second = member();
        eventually().until(() -> outcome(second).contains("the lead of its engagement was erased") && idle());
        assertThat(leads(second)).isZero();
    }

    @Test
    void aLinkByHandGoesBeforeAReservationOfNobodysLead() {
        String first = refused();
        String second = member();
        eventually().until(() -> second.equals(leadOf(second)) && idle());
        application.operations().unlink(second);
        UUID lead = ordinary("By hand");
        store().executeNow(first, handle -> new Pairs(store()).claimEngagement(handle, engagement, first));
        application.operations().link(second, lead.toString(), engagement);
        eventually().until(() -> lead.toString().equals(leadOf(second)) && idle());
    }

    private String leadOf(String id) {
        return new Pairs(store()).find(id).map(Pair::leadId).orElse(null);
    }

    private String member() {
        return referral(referral -> referral.put("engagementId", engagement));
    }

    /** One whose lead the organisation refuses. */
    private String refused() {
        String id = UUID.randomUUID().toString();
        dynamics().faults().answer(about("PATCH", id), NEVER_ENDS, refusal(400, "0x80048d19"));
        referral(referral -> referral.put("id", id).put("engagementId", engagement));
        parked(id);
        return id;
    }

    /** One whose create was never answered, until it was parked. */
    private String unanswered() {
        String id = UUID.randomUUID().toString();
        dynamics().faults().resetBefore(about("PATCH", id), NEVER_ENDS);
        referral(referral -> referral.put("id", id).put("engagementId", engagement));
        parked(id);
        return id;
    }

    /** A further one, which waits. */
    private String waiting(String first) {
        String id = member();
        eventually().until(() -> outcome(id).contains("waits for the lead of referral " + first) && idle());
        assertThat(leads(id)).isZero();
        return id;
    }

    private void hasTheOnlyLead(String id, String other) {
        eventually().until(() -> id.equals(leadOf(id)) && idle());
        assertThat(leadOf(other)).isNull();
        assertThat(leads(id, other)).isEqualTo(1);
    }

    private long leads(String... ids) {
        return java.util.Arrays.stream(ids)
                .filter(id -> world.dataverse().get(uuid(id)).isPresent())
                .count();
    }

    /** As if the last answer had been a refusal. */
    private void forgetIntent(String id) {
        store().executeNow(id, handle -> handle.execute("UPDATE pairs SET intent = NULL WHERE referral_id = ?", id));
    }

    private void sixMinutesPass(String id) {
        store().executeNow(id, handle -> {
            handle.execute("UPDATE pairs SET updated_at = updated_at - " + SIX_MINUTES + " WHERE referral_id = ?", id);
            handle.execute("UPDATE requests SET due_at = due_at - " + SIX_MINUTES + " WHERE referral_id = ?", id);
        });
    }
}
