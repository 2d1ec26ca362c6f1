package org.referralconnectors.flow;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A lead that was found and needs nothing written is its pair's all the same. */
class FoundLeadTest extends FlowTestSupport {

    @Test
    void aLeadThatWasOnlyFoundIsTheOneLeadOfItsEngagement() {
        start("sync.write", "none");
        String engagement = UUID.randomUUID().toString();
        world.partner().notifications().hold();
        String first = referral(referral -> referral.put("engagementId", engagement));
        ordinary("Rollout [" + first + "]");
        world.partner().notifications().release();
        eventually().until(() -> !history(first).isEmpty() && idle());
        String second = referral(referral -> referral.put("engagementId", engagement));
        eventually()
                .until(() -> !history(second).isEmpty()
                        && outcome(second).equals("nothing to do: its engagement has its lead with referral " + first));
    }
}
