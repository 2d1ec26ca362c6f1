package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.dataverse.Organisation;

class ReferralSweepTest extends FlowTestSupport {

    private static final String LIST = "get-referrals";

    @Test
    void theFirstSweepTakesOpenReferralsOnlyPageByPage() {
        Past past = worldOfThePast();
        past.back = Duration.ofHours(1);
        String closed = lost(ReferralSweepTest::close);
        past.back = Duration.ZERO;
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
        Past past = worldOfThePast();
        past.back = Duration.ofHours(3);
        IntStream.range(0, 5).forEach(i -> lost(referral -> {}));
        past.back = Duration.ofMinutes(20);
        lost(referral -> {});
        past.back = Duration.ZERO;
        String newest = lost(referral -> {});
        world.partnerCenter().pageSize(1);
        start("sync.settle", "PT0S", "sync.write", "none");
        sweep();
        eventually().until(() -> !history(newest).isEmpty() && idle());
        assertThat(world.traffic().count("partner-center", LIST)).isEqualTo(7);
        sweepFindsNothing(2);
    }

    private Past worldOfThePast() {
        Past past = new Past();
        world.close();
        world = Landscape.start(Organisation.stock(), past);
        return past;
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

    /** The present, or some time before it. */
    private static final class Past extends Clock {

        private volatile Duration back = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().minus(back);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
