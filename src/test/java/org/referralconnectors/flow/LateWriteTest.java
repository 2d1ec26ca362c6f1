package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.simulated.Faults.Held;
import org.referralconnectors.store.Pairs;

/**
 * A write whose call timed out here is under way for as long as the record stands at the version that it names: what
 * arrives then is our own, and no edit. Dataverse works up to two minutes on one call, and a retry comes after seconds.
 */
class LateWriteTest extends FlowTestSupport {

    private static final String NOTES = "referral: /details/notes, lead: description, direction: both, winner: ";

    private void startGivingUpSoon(String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.addAll(List.of("http.response-timeout", "PT1S"));
        settings.addAll(List.of("sync.retry-initial-delay", "PT0.05S", "sync.retry-max-delay", "PT0.1S"));
        start(settings.toArray(String[]::new));
    }

    @Test
    void aLateWriteToTheLeadDoesNotOverwriteThePartnersNewerWords() {
        String id = inStep();
        Held first = world.dataverseServer().faults().hold(patchOf(id));
        Held second = world.dataverseServer().faults().hold(patchOf(id));
        notes(id, "R1");
        eventually().until(first::hasCome);
        notes(id, "R2");
        eventually().until(second::hasCome);
        first.release();
        eventually().until(() -> description(id).equals("R1"));
        second.release();
        atRest(id, "R2");
    }

    @Test
    void aLateWriteToTheLeadDoesNotBringBackWhatThePartnerTookBack() {
        String id = inStep();
        String before = description(id);
        Held first = world.dataverseServer().faults().hold(patchOf(id));
        notes(id, "R1");
        eventually().until(first::hasCome);
        notes(id, before);
        eventually().until(() -> isRetried(id) && idle());
        first.release();
        eventually().until(() -> description(id).equals("R1"));
        atRest(id, before);
    }

    @Test
    void aLateWriteToTheReferralDoesNotOverwriteTheSellersNewerWords() throws IOException {
        String id = inStep("sync.mapping", whereTheReferralWins());
        Held first = partnerCenter().hold(Faults.on("PATCH", ".*"));
        Held second = partnerCenter().hold(Faults.on("PATCH", ".*"));
        description(id, "L1");
        poll();
        eventually().until(first::hasCome);
        description(id, "L2");
        eventually().until(second::hasCome);
        first.release();
        eventually().until(() -> notes(id).equals("L1"));
        second.release();
        atRest(id, "L2");
    }

    @Test
    void aLateWriteToTheReferralDoesNotBringBackWhatTheSellerTookBack() {
        String id = inStep();
        String before = notes(id);
        Held first = partnerCenter().hold(Faults.on("PATCH", ".*"));
        description(id, "L1");
        poll();
        eventually().until(first::hasCome);
        description(id, before);
        eventually().until(() -> isRetried(id) && idle());
        first.release();
        eventually().until(() -> notes(id).equals("L1"));
        atRest(id, before);
    }

    @Test
    void aLeadThatIsMadeLateIsOurOwnWhateverWasToBeMadeInItsPlace() {
        startGivingUpSoon();
        Predicate<Call> creates =
                call -> call.method().equals("PATCH") && call.path().contains("leads");
        Held first = world.dataverseServer().faults().hold(creates);
        Held second = world.dataverseServer().faults().hold(creates);
        String id = referral(referral -> details(referral).put("notes", "R1"));
        eventually().until(first::hasCome);
        notes(id, "R2");
        eventually().until(second::hasCome);
        first.release();
        eventually().until(() -> world.dataverse().get(uuid(id)).isPresent());
        second.release();
        inStep(id);
        atRest(id, "R2");
        assertThat(world.dataverse().all()).hasSize(1);
    }

    private String whereTheReferralWins() throws IOException {
        String shipped = Files.readString(Path.of("mapping.yaml"));
        String changed = shipped.replace(NOTES + "lead}", NOTES + "referral}");
        assertThat(changed).isNotEqualTo(shipped);
        return "file:" + Files.writeString(folder.resolve("mapping.yaml"), changed);
    }

    private String inStep(String... settings) {
        startGivingUpSoon(settings);
        String id = settled(referral -> details(referral).put("notes", "R0"));
        poll();
        return id;
    }

    private Faults partnerCenter() {
        return world.partner().partnerCenterServer().faults();
    }

    private static Predicate<Call> patchOf(String leadId) {
        return call -> call.method().equals("PATCH") && call.path().contains(leadId);
    }

    private boolean isRetried(String id) {
        return history(id).stream().anyMatch(decision -> decision.outcome().startsWith("retried"));
    }

    /** Both hold it, nothing is under way any more, and no look at the pair changes that. */
    private void atRest(String id, String words) {
        eventually().until(this::idle);
        for (int look = 0; look < 2; look++) {
            deliver("referral-updated", id);
            poll();
            eventually().until(this::idle);
        }
        assertThat(description(id)).isEqualTo(words);
        assertThat(notes(id)).isEqualTo(words);
        assertThat(new Pairs(store()).find(id).orElseThrow().intent()).isNull();
    }

    private void notes(String id, String words) {
        world.partnerCenter().edit(id, referral -> details(referral).put("notes", words));
    }

    private String notes(String id) {
        return referralNow(id).at("/details/notes").asText();
    }

    private void description(String id, String words) {
        world.dataverse().edit(uuid(id), lead -> lead.put("description", words));
    }

    private String description(String id) {
        return lead(id).path("description").asText();
    }

    private static ObjectNode details(ObjectNode referral) {
        return (ObjectNode) referral.path("details");
    }
}
