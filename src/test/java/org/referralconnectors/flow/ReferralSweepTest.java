package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.simulated.AdjustableClock;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;
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

    /** A hundred referrals on a hundred pages, of which the fiftieth is not answered, in every way. */
    @ParameterizedTest
    @ValueSource(ints = {502, 429, 0})
    void aFirstSweepThatFailsOnAPageGoesOnThere(int status) {
        List<String> ids = IntStream.range(0, 100).mapToObj(i -> lost(r -> {})).toList();
        world.partnerCenter().pageSize(1);
        String[] settings = {"sync.write", "none", "sync.settle", "PT0S"};
        start(settings);
        record();
        int[] asked = {0};
        Predicate<Call> fiftieth = call -> call.path().endsWith("/referrals")
                && call.query().contains("updatedDateTime%20desc")
                && ++asked[0] == 50;
        if (status == 0) {
            world.partner().partnerCenterServer().faults().resetAfter(fiftieth, 1);
        } else {
            Answer refused = Answer.empty(status).with("Retry-After", "1");
            world.partner().partnerCenterServer().faults().answer(fiftieth, 1, refused);
        }
        sweep();
        assertThat(application.operations().longWork().underWay()).hasSize(1);
        restart(settings);
        eventually().until(() -> {
            sweep(); // none goes while the system rests
            return application.operations().longWork().underWay().isEmpty();
        });
        eventually().until(() -> ids.stream().noneMatch(id -> history(id).isEmpty()) && idle());
        List<String> pages = world.traffic().entries().stream()
                .filter(entry -> entry.operation().equals(LIST))
                .map(entry -> entry.call().query())
                .filter(query -> query.contains("updatedDateTime%20desc"))
                .distinct()
                .toList();
        assertThat(pages.size()).as("each page, and none of another walk").isEqualTo(100);
        assertThat(firstPages()).isEqualTo(1);
    }

    /** How often the list was begun at its top; a probe asks for less. */
    private long firstPages() {
        return world.traffic().entries().stream()
                .filter(entry -> entry.operation().equals(LIST))
                .map(entry -> entry.call().query())
                .filter(query -> query.endsWith("$orderby=updatedDateTime%20desc"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$skiptoken", "%24skiptoken", "$SkipToken", "%24SKIPTOKEN"})
    void aNextLinkIsFollowedHoweverItsOptionIsSpelt(String option) {
        List<String> ids = IntStream.range(0, 3).mapToObj(i -> lost(r -> {})).toList();
        world.partnerCenter().pageSize(1);
        world.partnerCenter().nextLinkOption(option);
        start("sync.write", "none", "sync.settle", "PT0S");
        sweep();
        eventually().until(() -> ids.stream().noneMatch(id -> history(id).isEmpty()) && idle());
    }

    @Test
    void aPageWhoseNextLinkCantBeReadIsOnDiskAllTheSame() {
        List<String> ids = IntStream.range(0, 2).mapToObj(i -> lost(r -> {})).toList();
        world.partnerCenter().pageSize(1);
        world.partnerCenter().nextLinkOption("continuation");
        start("sync.write", "none", "sync.settle", "PT0S");
        sweep();
        eventually().until(() -> ids.stream().anyMatch(id -> !history(id).isEmpty()) && idle());
        world.partnerCenter().nextLinkOption("$skiptoken");
        sweep();
        eventually().until(() -> ids.stream().noneMatch(id -> history(id).isEmpty()) && idle());
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
