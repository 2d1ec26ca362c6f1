package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.AdjustableClock;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.dataverse.Organisation;

class ReferralSweepTest extends FlowTestSupport {

    private static final String LIST = "get-referrals";

    @Test
    void theFirstSweepTakesOpenReferralsOnlyPageByPage() {
        AdjustableClock clock = worldOf(Duration.ofHours(1));
        String closed = lost(ReferralSweepTest::close);
        clock.advance(Duration.ofHours(1));
        List<String> open =
                IntStream.range(0, 7).mapToObj(i -> lost(referral -> {})).toList();
        world.partnerCenter().pageSize(3);
        start("sync.settle", "PT0S");
        sweep();
        open.forEach(this::inStep);
        eventually().until(this::idle);
        assertThat(world.traffic().count("partner-center", LIST)).isEqualTo(3);
        assertThat(history(closed)).isEmpty();
        assertThat(world.dataverse().all()).hasSize(7);

        sweepFindsNothing(3);
        findsLostChanges(open);
        aClosedReferralIsFoundOnlyOnceItChanges(closed);
    }

    private void findsLostChanges(List<String> open) {
        world.partner().notifications().dropNext(1);
        rename(open.get(4), "Lost and found");
        world.traffic().clear();
        sweep();
        eventually().until(() -> company(open.get(4)).equals("Lost and found") && idle());
        assertThat(calls().stream().filter("get-referral"::equals)).hasSize(1);
        sweepFindsNothing(3);
    }

    private void aClosedReferralIsFoundOnlyOnceItChanges(String closed) {
        world.partner().notifications().dropNext(1);
        world.partnerCenter().edit(closed, referral -> referral.put("favorite", true));
        sweep();
        eventually().until(() -> outcome(closed).startsWith("out of scope: closed before it had a lead") && idle());
        sweepFindsNothing(3);
    }

    @Test
    void aLaterSweepGoesDownToItsWatermarkLessTenMinutes() {
        AdjustableClock clock = worldOf(Duration.ofHours(3));
        IntStream.range(0, 5).forEach(i -> lost(referral -> {}));
        clock.advance(Duration.ofMinutes(160));
        lost(referral -> {});
        clock.advance(Duration.ofMinutes(20));
        String newest = lost(referral -> {});
        world.partnerCenter().pageSize(1);
        start("sync.settle", "PT0S", "sync.write", "none");
        sweep();
        eventually().until(() -> !history(newest).isEmpty() && idle());
        assertThat(world.traffic().count("partner-center", LIST)).isEqualTo(7);
        sweepFindsNothing(2);
    }

    /** It stands still so long before the present. */
    private AdjustableClock worldOf(Duration ago) {
        AdjustableClock clock = new AdjustableClock(Instant.now().minus(ago));
        world.close();
        world = Landscape.start(Organisation.stock(), clock);
        return clock;
    }

    private void sweepFindsNothing(int pages) {
        world.traffic().clear();
        sweep();
        assertThat(idle()).isTrue();
        assertThat(calls()).hasSize(pages).containsOnly(LIST);
    }

    /** A referral of whose coming no webhook tells. */
    private String lost(Consumer<ObjectNode> change) {
        world.partner().notifications().dropNext(1);
        return referral(change);
    }

    private void rename(String id, String name) {
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", name));
    }

    private String company(String id) {
        return lead(id).path("companyname").asText();
    }

    private static void close(ObjectNode referral) {
        referral.put("status", "Closed").put("substatus", "Lost");
    }
}
