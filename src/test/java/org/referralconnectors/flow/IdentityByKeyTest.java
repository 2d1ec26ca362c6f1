package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.dataverse.Organisation;

/** Identity in an organisation that has a column for the referral's id, with an alternate key over it. */
class IdentityByKeyTest extends FailureSupport {

    private static final String KEY = "new_referralid";

    @BeforeAll
    @Override
    void startOnce() throws IOException {
        world.dataverse().become(Organisation.customised());
        super.startOnce();
    }

    @Override
    String[] settingsOfTheClass() {
        return new String[] {
            "sync.retry-initial-delay", "PT0.02S",
            "dynamics.referral-key-column", KEY,
            "partner-center.overwrite-external-reference", "true"
        };
    }

    @Test
    void aLostAnswerToACreateMakesNoSecondLead() {
        String id = UUID.randomUUID().toString();
        dynamics().faults().resetAfter(about("PATCH", id), 1);
        referral(referral -> referral.put("id", id));
        inStep(id);
        eventually().until(this::idle);
        assertThat(withKey(id)).hasSize(1);
        assertThat(pair(id).leadId())
                .isEqualTo(withKey(id).get(0).path("leadid").asText());
        assertThat(withKey(id).get(0).path("subject").asText()).contains(id).hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void aLeadThatWasMadeUnderOurKeyMeanwhileIsReadAndNotOverwritten() {
        String id = UUID.randomUUID().toString();
        before(dynamics(), about("PATCH", id), 1, () -> sellersLead("Made meanwhile", id));
        referral(referral -> referral.put("id", id));
        inStep(id);
        eventually().until(this::idle);
        assertThat(withKey(id)).hasSize(1);
        assertThat(withKey(id).get(0).path("subject").asText()).isEqualTo("Made meanwhile");
        dynamics().faults().clear();
    }

    @Test
    void theColumnIsFilledOnALeadThatWasFoundByItsSubject() {
        String id = UUID.randomUUID().toString();
        UUID lead = sellersLead(id, null);
        referral(referral -> referral.put("id", id));
        inStep(id);
        eventually().until(this::idle);
        assertThat(withKey(id))
                .singleElement()
                .satisfies(found -> assertThat(found.path("leadid").asText()).isEqualTo(lead.toString()));
    }

    @Test
    void anotherSystemsReferenceIsOverwrittenWhereTheSettingSaysSo() {
        String id = referral(referral -> referral.put("externalReferenceId", "CRM-4711"));
        eventually()
                .until(() -> !withKey(id).isEmpty()
                        && referralNow(id)
                                .path("externalReferenceId")
                                .asText()
                                .equals(withKey(id).get(0).path("leadid").asText()));
        eventually().until(this::idle);
    }

    private List<? extends JsonNode> withKey(String id) {
        return world.dataverse().all().stream()
                .filter(lead -> lead.path(KEY).asText("").equals(id))
                .toList();
    }

    private UUID sellersLead(String subject, String key) {
        ObjectNode lead = JsonNodeFactory.instance
                .objectNode()
                .put("subject", subject)
                .put("lastname", "Muster")
                .put("description", "From a fair");
        return world.dataverse().create(key == null ? lead : lead.put(KEY, key));
    }
}
