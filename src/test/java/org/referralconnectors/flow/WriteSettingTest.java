package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A careful first week: nothing is written, then one side, then the other, then both. */
class WriteSettingTest extends FlowTestSupport {

    @Test
    void whatASettingHeldBackIsNotAgreedSoThatALaterOneWritesIt() {
        start("sync.settle", "PT0S");
        String old = settled(referral -> {});

        run("none");
        world.dataverse().edit(uuid(old), lead -> lead.put("description", "Seller's words."));
        rename(old, "First name");
        String fresh = referral(referral -> {});
        eventually().until(() -> heldBack(old, "company") && heldBack(fresh, "company") && idle());
        assertThat(heldBack(old, "notes")).isTrue();
        assertThat(patches("dynamics")).isEmpty();
        assertThat(patches("partner-center")).isEmpty();
        assertThat(world.dataverse().get(uuid(fresh))).isEmpty();

        run("lead");
        poke(old, fresh);
        eventually()
                .until(() -> company(old).equals("First name")
                        && world.dataverse().get(uuid(fresh)).isPresent()
                        && idle());
        assertThat(patches("partner-center")).isEmpty();
        assertThat(notes(old)).isNotEqualTo("Seller's words.");

        run("referral");
        rename(old, "Second name");
        poke(fresh);
        inStep(fresh);
        eventually().until(() -> notes(old).equals("Seller's words.") && idle());
        assertThat(patches("dynamics")).isEmpty();
        assertThat(company(old)).isEqualTo("First name");

        run("both");
        poke(old);
        eventually().until(() -> company(old).equals("Second name") && idle());
        assertThat(application.backlog().parked()).isEmpty();
    }

    @Test
    void aReferralThatCameMeanwhileGetsItsLeadOnceLeadsAreWritten() {
        start("sync.write", "none");
        String id = referral(referral -> {});
        String outgoing = referral(referral -> referral.put("direction", "Outgoing"));
        eventually().until(() -> heldBack(id, "company") && !outcome(outgoing).isEmpty() && idle());
        record();
        restart();
        eventually().until(() -> world.dataverse().get(uuid(id)).isPresent() && idle());
        assertThat(calls()).filteredOn("get-referral"::equals).hasSizeLessThan(4);
        assertThat(history(outgoing)).hasSize(1);
    }

    private void run(String write) {
        restart("sync.settle", "PT0S", "sync.write", write);
        record();
    }

    private void poke(String... ids) {
        for (String id : ids) {
            deliver("referral-updated", id);
        }
    }

    private boolean heldBack(String id, String field) {
        return history(id).stream()
                .filter(decision -> decision.skipped() != null)
                .anyMatch(decision ->
                        json(decision.skipped()).path(field).asText().contains("held back by sync.write"));
    }

    private void rename(String id, String name) {
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", name));
    }

    private String company(String id) {
        return lead(id).path("companyname").asText();
    }

    private String notes(String id) {
        return referralNow(id).at("/details/notes").asText();
    }
}
