package org.referralconnectors.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has read what the connectors do finds the same steps, in the same order and words, in their routes. */
class DocumentedStepsTest {

    @Test
    void referralToLeadTakesItsFiveSteps() {
        assertThat(numberedSteps("referral-to-lead"))
                .containsExactly(
                        "step-1 Gets a token for the Partner API",
                        "step-2 Gets the referral which triggered the connector",
                        "step-3 Connects to Dynamics CRM",
                        "step-4 Creates a new lead or updates the existing lead"
                                + " with the latest information on the referral",
                        "step-5 Updates the referral with the latest updates from the CRM lead");
    }

    @Test
    void leadToReferralTakesItsSixSteps() {
        assertThat(numberedSteps("lead-to-referral"))
                .containsExactly(
                        "step-1 Connects to Dynamics CRM",
                        "step-2 Gets the lead",
                        "step-3 Reads the referral id from the subject field of the lead",
                        "step-4 Gets a token for the Partner API",
                        "step-5 Gets the referral by that id",
                        "step-6 Updates the referral with the latest updates from the CRM lead");
    }

    /** Steps whose id is numbered are the documented ones; what stands between them is ours. */
    private static List<String> numberedSteps(String route) {
        return Routes.named(route).steps().stream()
                .filter(step -> step.text("id").startsWith("step-"))
                .map(step -> step.text("id").substring(0, "step-1".length()) + " " + step.text("description"))
                .toList();
    }
}
