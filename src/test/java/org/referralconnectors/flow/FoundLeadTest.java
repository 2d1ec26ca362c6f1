package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;

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

    /** Both looked whose the engagement's lead is before either had one. */
    @Test
    void ofTwoThatFindTheirLeadsAtTheSameMomentOneHasTheEngagements() {
        start("store.url", "jdbc:sqlite:" + folder.resolve("before.db"));
        String first = settled(referral -> referral.putNull("engagementId"));
        String second = settled(referral -> referral.putNull("engagementId"));
        application.close();
        world.partner().notifications().dropNext(2);
        String engagement = UUID.randomUUID().toString();
        List.of(first, second)
                .forEach(id -> world.partnerCenter().edit(id, referral -> referral.put("engagementId", engagement)));
        start();
        record();
        Faults.Held firstSearch = world.dataverseServer().faults().hold(search(first));
        Faults.Held secondSearch = world.dataverseServer().faults().hold(search(second));
        deliver("referral-updated", first);
        deliver("referral-updated", second);
        eventually().until(() -> firstSearch.hasCome() && secondSearch.hasCome());
        firstSearch.release();
        secondSearch.release();
        eventually().until(() -> isSeen(first) && isSeen(second) && idle());
        String owner = leadOf(first) == null ? second : first;
        String other = owner.equals(first) ? second : first;
        assertThat(leadOf(owner)).isEqualTo(owner);
        assertThat(leadOf(other)).isNull();
        assertThat(new Pairs(store()).find(other).orElseThrow().agreed()).isEqualTo("{}");
        assertThat(outcome(other)).isEqualTo("nothing to do: its engagement has its lead with referral " + owner);
        assertThat(patches("dynamics")).isEmpty();
        assertThat(patches("partner-center")).isEmpty();
    }

    private boolean isSeen(String id) {
        return new Pairs(store()).find(id).isPresent();
    }

    private String leadOf(String id) {
        return new Pairs(store()).find(id).map(Pair::leadId).orElse(null);
    }

    private static Predicate<Call> search(String id) {
        return call -> call.method().equals("GET")
                && call.path().endsWith("/leads")
                && call.query() != null
                && call.query().contains(id);
    }
}
