package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Pairs;

/** A lead that names a referral was merged into another one, before the referral had a lead. */
class MergedLeadTest extends FailureSupport {

    private static final String OWN_WORDS = "Own Words AG";

    @Test
    void doesNotBringAnOutgoingReferralIn() {
        String outgoing = unheard(referral -> referral.put("direction", "Outgoing"));
        UUID own = mergedInto(ordinary("Mine [" + outgoing + "]"));
        poll();
        eventually().until(() -> outcome(outgoing).startsWith("out of scope: direction outgoing") && idle());
        isUntouched(outgoing, own);
    }

    @Test
    void doesNotMakeASecondLeadOfAnEngagement() {
        String engagement = UUID.randomUUID().toString();
        String first = settled(referral -> referral.put("engagementId", engagement));
        String second = unheard(referral -> referral.put("engagementId", engagement));
        UUID own = mergedInto(ordinary("Mine [" + second + "]"));
        poll();
        eventually()
                .until(() -> outcome(second).equals("nothing to do: its engagement has its lead with referral " + first)
                        && idle());
        isUntouched(second, own);
    }

    @Test
    void isFollowedWhereTheReferralIsInScope() {
        String id = unheard(referral -> {});
        UUID named = ordinary("Mine [" + id + "]");
        UUID middle = mergedInto(named);
        UUID own = mergedInto(middle);
        poll();
        eventually().until(() -> named(id).equals(own.toString()) && idle());
        assertThat(pair(id).leadId()).isEqualTo(own.toString());
        assertThat(lead(own.toString()).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
    }

    @Test
    void isFollowedWhereTheReferralNamesTheOneThatWasMerged() {
        String id = unheard(referral -> {});
        UUID named = ordinary("Mine [" + id + "]");
        UUID own = mergedInto(named);
        world.partner().notifications().dropNext(1);
        world.partnerCenter().edit(id, referral -> referral.put("externalReferenceId", named.toString()));
        poll();
        eventually().until(() -> new Pairs(store()).findByLead(own.toString()).isPresent() && idle());
        assertThat(history(id)).noneMatch(decision -> decision.outcome().startsWith("read again"));
    }

    @Test
    void isParkedWhereItsMasterNamesAnotherReferral() {
        String id = unheard(referral -> {});
        String other = UUID.randomUUID().toString();
        UUID named = ordinary("Mine [" + id + "]");
        UUID own = ordinary("Hers [" + other + "]");
        world.dataverse().merge(named, own);
        poll();
        assertThat(parked(id).park().code()).isEqualTo("two-referrals-one-lead");
        assertThat(parked(id).park().reason()).contains(own.toString(), other);
        assertThat(parked(id).park().step()).isEqualTo("dynamics-get-lead");
        assertThat(pair(id).leadId()).isNull();
        assertThat(ownLeadWrites(own)).isEmpty();
    }

    @Test
    void isParkedWhereItsMasterBelongsToAnotherPair() {
        String other = settled(referral -> {});
        String id = unheard(referral -> {});
        UUID named = ordinary("Mine [" + id + "]");
        world.dataverse().merge(named, uuid(other));
        poll();
        assertThat(parked(id).park().code()).isEqualTo("two-referrals-one-lead");
        assertThat(pair(id).leadId()).isNull();
        assertThat(ownLeadWrites(uuid(other))).hasSize(1);
    }

    @Test
    void parksNobodyWhoIsOutOfScope() {
        String other = settled(referral -> {});
        String id = unheard(referral -> referral.put("isSpam", true));
        world.dataverse().merge(ordinary("Mine [" + id + "]"), uuid(other));
        String several = unheard(referral -> referral.put("direction", "Outgoing"));
        ordinary("One of two [" + several + "]");
        ordinary("Two of two [" + several + "]");
        poll();
        eventually().until(() -> outcome(id).equals("out of scope: spam") && idle());
        eventually().until(() -> outcome(several).startsWith("out of scope: direction outgoing") && idle());
        assertThat(findParked(id)).isNull();
        assertThat(findParked(several)).isNull();
    }

    @Test
    void leavesAPairThatTurnedOutToBeSpamWithTheLeadItHas() {
        String id = settled(referral -> {});
        world.partner().notifications().dropNext(1);
        world.partnerCenter().spam(id);
        UUID own = mergedInto(uuid(id));
        poll();
        eventually().until(() -> outcome(id).equals("out of scope: spam") && idle());
        assertThat(pair(id).leadId()).isEqualTo(id);
        assertThat(ownLeadWrites(own)).isEmpty();
        world.partnerCenter().edit(id, referral -> referral.put("isSpam", false));
        eventually().until(() -> named(id).equals(own.toString()) && idle());
        assertThat(referralNow(id).at("/details/notes").asText())
                .isEqualTo("The customer wants to replace its own ERP.");
        assertThat(lead(own.toString()).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
    }

    /** @return the one that lives on */
    private UUID mergedInto(UUID loser) {
        UUID own = world.dataverse()
                .create(((ObjectNode) json("{}"))
                        .put("subject", "Somebody's own lead")
                        .put("companyname", OWN_WORDS));
        world.dataverse().merge(loser, own);
        return own;
    }

    private String unheard(Consumer<ObjectNode> change) {
        world.partner().notifications().dropNext(1);
        return referral(change);
    }

    private String named(String id) {
        return referralNow(id).path("externalReferenceId").asText("");
    }

    private void isUntouched(String id, UUID own) {
        assertThat(lead(own.toString()).path("companyname").asText()).isEqualTo(OWN_WORDS);
        assertThat(ownLeadWrites(own)).isEmpty();
        assertThat(patchCount(id)).isZero();
        assertThat(pair(id).leadId()).isNull();
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
    }
}
