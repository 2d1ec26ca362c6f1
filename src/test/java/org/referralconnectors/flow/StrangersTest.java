package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Genuinely signed events of ids that are not ours: whoever registers our address in his own tenant can send them. */
class StrangersTest extends FailureSupport {

    private static final int TRIES = 3;

    /** Three of its own, once a minute at most, before it says that something is not there. */
    private static final int PROBES = 3;

    @AfterEach
    void calm() {
        partnerCenter().faults().clear();
        eventually().until(this::idle);
    }

    @ParameterizedTest
    @CsvSource({"404, itemNotFound", "403, accessDenied"})
    void anIdThatIsNotOursIsTriedThreeTimesAndParksNothing(int status, String code) {
        String id = UUID.randomUUID().toString();
        partnerCenter().faults().answer(about("GET", id), 1000, refusal(status, code));
        world.traffic().clear();
        deliver("referral-updated", id);
        eventually().until(() -> outcome(id).startsWith("nothing to do: not a referral of this account"));
        assertThat(world.traffic().count("partner-center")).isLessThanOrEqualTo(TRIES + PROBES);
        assertThat(state(id)).isEqualTo("none");
        world.traffic().clear();
        deliver("referral-updated", id);
        deliver("referral-created", id);
        assertThat(world.traffic().count("partner-center")).isZero();
        assertThat(application.backlog().parked()).isEmpty();
    }

    @Test
    void fortyOfThemCostThreeCallsEachAndNobodyIsNeeded() {
        List<String> ids = IntStream.range(0, 40)
                .mapToObj(n -> UUID.randomUUID().toString())
                .toList();
        world.traffic().clear();
        double before = counted("referral_connectors_ids_not_ours");
        ids.forEach(id -> deliver("referral-updated", id));
        String ours = referral(referral -> {});
        inStep(ours);
        eventually().until(this::idle);
        assertThat(world.traffic().count("partner-center")).isLessThan(40 * TRIES + 2 * PROBES + 10);
        assertThat(application.backlog().parked()).isEmpty();
        assertThat(counted("referral_connectors_ids_not_ours") - before).isEqualTo(40);
    }

    @Test
    void theSweepFindsOneThatIsOursAfterAll() {
        String id = UUID.randomUUID().toString();
        partnerCenter().faults().answer(about("GET", id), 1000, refusal(404, "itemNotFound"));
        referral(referral -> referral.put("id", id));
        eventually().until(() -> outcome(id).startsWith("nothing to do: not a referral of this account"));
        partnerCenter().faults().clear();
        sweep();
        inStep(id);
        eventually().until(this::idle);
        world.traffic().clear();
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", "Heard again"));
        eventually().until(() -> lead(id).path("companyname").asText().equals("Heard again"));
    }
}
