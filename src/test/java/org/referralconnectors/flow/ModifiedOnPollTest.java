package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.dataverse.LateWrite;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.simulated.dataverse.Policy;

/** The poll of an organisation that tracks no changes and lets nobody read all leads. */
class ModifiedOnPollTest extends SharedFlowSupport {

    ModifiedOnPollTest() {
        world.close();
        world = Landscape.start(
                Organisation.stock().without(Policy.CHANGE_TRACKING).without(Policy.ORGANISATION_WIDE_READ));
    }

    @Override
    String[] settingsOfTheClass() {
        return new String[] {"dynamics.poll-mode", "modified-on"};
    }

    @Test
    void anEditTravelsAndIsKnownAgainByItsEtag() {
        String id = settled(referral -> {});
        poll();
        note(id, "Seen by its time.");
        poll();
        eventually().until(() -> notes(id).equals("Seen by its time.") && idle());
        world.traffic().clear();
        poll();
        assertThat(idle()).isTrue();
        assertThat(calls()).containsExactly("GET /api/data/v9.2/leads");
    }

    @Test
    void anEditThatIsCommittedBehindTheNewestTimeIsNotLost() {
        String id = settled(referral -> {});
        LateWrite late = world.dataverse().editLate(uuid(id), lead -> lead.put("description", "Slow plug-in."));
        for (int i = 0; i < 3; i++) {
            ordinary("Committed before it " + i);
            poll();
        }
        assertThat(notes(id)).isNotEqualTo("Slow plug-in.");
        late.commit();
        poll();
        eventually().until(() -> notes(id).equals("Slow plug-in.") && idle());
    }

    @Test
    void aDeletionIsNotSeenAndTheNextEventOfThePairFindsIt() {
        String id = settled(referral -> {});
        poll();
        world.dataverse().delete(uuid(id));
        poll();
        assertThat(idle()).isTrue();
        world.partnerCenter().edit(id, referral -> referral.put("favorite", true));
        eventually().until(() -> outcome(id).startsWith("lead deleted") && idle());
    }

    private void note(String id, String text) {
        world.dataverse().edit(uuid(id), lead -> lead.put("description", text));
    }

    private String notes(String id) {
        return referralNow(id).at("/details/notes").asText();
    }
}
