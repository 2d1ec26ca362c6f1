package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.store.Backlog;

/** Which lead belongs to a referral. */
class IdentityTest extends FailureSupport {

    @Override
    String[] settingsOfTheClass() {
        return new String[] {
            "sync.retry-initial-delay", "PT0.02S",
            "sync.retry-max-delay", "PT0.1S",
            "sync.max-attempts", "3",
            "dynamics.owner", "systemuser:" + Organisation.idOf("seller")
        };
    }

    @Test
    void aNewLeadBelongsToTheOwnerOfTheSettings() {
        String id = settled(referral -> {});
        assertThat(lead(id).path("_ownerid_value").asText())
                .isEqualTo(Organisation.idOf("seller").toString());
        assertThat(pair(id).leadId()).isEqualTo(id);
    }

    @Test
    void aLeadThatTheReferralNamesIsTheOne() {
        UUID lead = sellersLead("Northwind calls back");
        String id = settled(referral -> referral.put("externalReferenceId", lead.toString()));
        eventually().until(() -> lead(lead).path("companyname").asText().equals("Northwind Traders GmbH"));
        assertThat(lead(lead).path("subject").asText()).isEqualTo("Northwind calls back");
        hasNoLeadButThis(id, lead);
    }

    @Test
    void aLeadThatTheReferralNamesButAnotherReferralsIdIsInIsLeftAlone() {
        UUID lead = sellersLead("Northwind " + UUID.randomUUID());
        String id = referral(referral -> referral.put("externalReferenceId", lead.toString()));
        eventually().until(() -> world.dataverse().get(uuid(id)).isPresent());
        eventually().until(this::idle);
        assertThat(lead(lead).has("companyname")).isFalse();
        assertThat(referralNow(id).path("externalReferenceId").asText()).isEqualTo(lead.toString());
    }

    @Test
    void anotherSystemsReferenceIsLeftWhereItIs() {
        String id = referral(referral -> referral.put("externalReferenceId", "CRM-4711"));
        eventually().until(() -> world.dataverse().get(uuid(id)).isPresent());
        eventually().until(this::idle);
        assertThat(referralNow(id).path("externalReferenceId").asText()).isEqualTo("CRM-4711");
        assertThat(pair(id).leadId()).isEqualTo(id);
        assertThat(history(id))
                .anySatisfy(decision -> assertThat(decision.skipped()).contains("another system's id"));
    }

    @Test
    void aLeadOfMicrosoftsOwnFlowIsFoundByItsSubject() {
        String id = UUID.randomUUID().toString();
        UUID lead = sellersLead(id);
        referral(referral -> referral.put("id", id));
        inStep(id);
        eventually().until(this::idle);
        assertThat(referralNow(id).path("externalReferenceId").asText()).isEqualTo(lead.toString());
        hasNoLeadButThis(id, lead);
    }

    @Test
    void ofSeveralLeadsTheOneThatTheReferralNamesIsTheOne() {
        String id = UUID.randomUUID().toString();
        sellersLead("First try " + id);
        UUID second = sellersLead("Second try " + id);
        referral(referral -> referral.put("id", id).put("externalReferenceId", second.toString()));
        eventually().until(() -> lead(second).path("companyname").asText().equals("Northwind Traders GmbH"));
        eventually().until(this::idle);
        hasNoLeadButThis(id, second);
    }

    @Test
    void ofSeveralLeadsTheOnlyOpenOneIsTheOne() {
        String id = UUID.randomUUID().toString();
        UUID closed = sellersLead("First try " + id);
        world.dataverse().disqualify(closed, 4);
        UUID open = sellersLead("Second try " + id);
        referral(referral -> referral.put("id", id));
        inStep(id);
        eventually().until(this::idle);
        hasNoLeadButThis(id, open);
    }

    @Test
    void severalOpenLeadsAreParkedWithTheirIds() {
        String id = UUID.randomUUID().toString();
        UUID first = sellersLead("First try " + id);
        UUID second = sellersLead("Second try " + id);
        referral(referral -> referral.put("id", id));
        Backlog.ParkedPair parked = parked(id);
        assertThat(parked.park().code()).isEqualTo("several-leads");
        assertThat(parked.park().reason()).contains(first.toString(), second.toString());
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
    }

    @Test
    void aMergedLeadsPairMovesToTheLastMaster() {
        String id = settled(referral -> {});
        UUID middle = sellersLead("Northwind, the same");
        UUID master = sellersLead("Northwind, the one that stays");
        world.dataverse().merge(uuid(id), middle);
        world.dataverse().merge(middle, master);
        poll();
        eventually().until(() -> master.toString()
                .equals(referralNow(id).path("externalReferenceId").asText()));
        eventually().until(this::idle);
        assertThat(pair(id).leadId()).isEqualTo(master.toString());
        assertThat(pair(id).knownLeadIds()).contains(id);
        assertThat(referralNow(id).path("status").asText()).isEqualTo("New");
        assertThat(lead(master).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
        assertThat(lead(master).path("statecode").asInt()).isZero();
    }

    @Test
    void aLeadThatWasMergedIntoAnotherPairsIsParked() {
        String kept = settled(referral -> {});
        String lost = settled(referral -> {});
        world.dataverse().merge(uuid(lost), uuid(kept));
        poll();
        Backlog.ParkedPair parked = parked(lost);
        assertThat(parked.park().code()).isEqualTo("two-referrals-one-lead");
        assertThat(parked.park().step()).isEqualTo("dynamics-get-lead");
        assertThat(referralNow(lost).path("status").asText()).isEqualTo("New");
    }

    @Test
    void mergesThatGoInACircleAreParked() {
        String id = settled(referral -> {});
        UUID other = sellersLead("Northwind, the same");
        world.dataverse().merge(uuid(id), other);
        world.dataverse().merge(other, uuid(id));
        poll();
        assertThat(parked(id).park().code()).isEqualTo("merged-too-often");
    }

    @Test
    void aLeadThatExistsButIsNotVisibleIsParkedSayingSo() {
        String id = UUID.randomUUID().toString();
        before(dynamics(), about("PATCH", id), 1, () -> world.dataverse().hide(uuid(id)));
        dynamics().faults().resetAfter(about("PATCH", id), 1);
        referral(referral -> referral.put("id", id));
        Backlog.ParkedPair parked = parked(id);
        assertThat(parked.park().code()).isEqualTo("lead-not-visible");
        assertThat(parked.park().reason()).contains("0x80040237");
        assertThat(parked.park().step()).isEqualTo("dynamics-get-lead");
        assertThat(parked.attempts()).isEqualTo(2);
        assertThat(parked.park().remedy()).contains("not visible to the application user");
        assertThat(ownLeadWrites(uuid(id))).hasSize(1);
        dynamics().faults().clear();
    }

    @Test
    void aSellerMayWriteAroundTheIdInTheSubjectOrDeleteIt() {
        String id = settled(referral -> {});
        world.dataverse().edit(uuid(id), lead -> lead.put("subject", "URGENT! " + id + " call Monday"));
        poll();
        world.dataverse()
                .edit(uuid(id), lead -> lead.put("subject", "Call Monday").put("description", "No id any more."));
        poll();
        eventually().until(() -> referralNow(id).at("/details/notes").asText().equals("No id any more."));
        eventually().until(this::idle);
        assertThat(lead(id).path("subject").asText()).isEqualTo("Call Monday");
        assertThat(ownLeadWrites(uuid(id))).hasSize(1);
    }

    private void hasNoLeadButThis(String id, UUID lead) {
        assertThat(pair(id).leadId()).isEqualTo(lead.toString());
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
    }

    private ObjectNode lead(UUID id) {
        return world.dataverse().get(id).orElseThrow();
    }

    private UUID sellersLead(String subject) {
        return world.dataverse()
                .create(JsonNodeFactory.instance
                        .objectNode()
                        .put("subject", subject)
                        .put("lastname", "Muster"));
    }
}
