package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.SimulatedServer;
import org.referralconnectors.simulated.Traffic;
import org.referralconnectors.store.Pauses;

/** What a whole system's failures make of everybody's runs: nobody calls it for a while, and no pair is to blame. */
class PausesTest extends FailureSupport {

    @AfterEach
    void calm() {
        partnerCenter().faults().clear();
        dynamics().faults().clear();
        resume("partner-center");
        resume("dynamics");
        eventually().until(this::idle);
    }

    @Test
    void aThrottlingSystemIsLeftAloneByEverybodyAndThenProbedByOne() {
        world.traffic().recordBodies(true);
        world.traffic().clear();
        partnerCenter()
                .faults()
                .answer(always(), 1, refusal(429, "tooManyRequests").with("Retry-After", "2"));
        String first = referral(referral -> {});
        eventually().until(() -> pauses().size() == 1);
        Instant paused = lastCallTo("partner-center");
        partnerCenter().faults().latency(Duration.ofMillis(100));
        List<String> others =
                IntStream.range(0, 3).mapToObj(n -> referral(referral -> {})).toList();
        eventually().until(() -> application.backlog().counts().waiting() == 4);
        assertThat(application.backlog().find(first).orElseThrow().attempts()).isZero();
        assertThat(pauses().get(0).kind()).isEqualTo(Pauses.Kind.THROTTLED);
        inStep(first);
        others.forEach(this::inStep);
        eventually().until(() -> pauses().isEmpty());
        List<Traffic.Entry> after = world.traffic().entries().stream()
                .filter(entry -> entry.at().isAfter(paused))
                .filter(entry -> entry.service().equals("partner-center"))
                .toList();
        assertThat(after.get(0).at()).isAfterOrEqualTo(paused.plusMillis(1900));
        assertThat(after.get(1).at()).isAfterOrEqualTo(after.get(0).at().plusMillis(100));
        world.traffic().recordBodies(false);
    }

    @Test
    void aDateSaysUntilWhenAsWellAsSecondsDo() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(3).atOffset(ZoneOffset.UTC));
        pausesAndRecovers(dynamics(), "dynamics", refusal(503, "0x80072321").with("Retry-After", date));
    }

    @Test
    void aLimitWithoutATimeIsPausedForAWhileOfOurOwn() {
        pausesAndRecovers(dynamics(), "dynamics", refusal(429, "0x80072322"));
    }

    @Test
    void aBusySystemThatNamesATimeIsPausedLikeAThrottlingOne() {
        pausesAndRecovers(partnerCenter(), "partner-center", Answer.empty(503).with("Retry-After", "1"));
    }

    private void pausesAndRecovers(SimulatedServer server, String system, Answer answer) {
        server.faults().answer(always(), 1, answer);
        String id = referral(referral -> {});
        eventually().until(() -> history(id).stream()
                .anyMatch(decision -> decision.outcome().startsWith("paused")));
        assertThat(application.backlog().find(id).orElseThrow().attempts()).isLessThan(2);
        inStep(id);
        assertThat(findParked(id)).isNull();
        eventually().until(() -> pauses().isEmpty());
    }

    @Test
    void aPauseThatAPollMetEndsWithTheNextPollThatGoesWell() {
        dynamics().faults().answer(always(), 1, refusal(429, "0x80072322").with("Retry-After", "1"));
        poll();
        assertThat(pauses()).hasSize(1);
        eventually().until(() -> pauses().get(0).hasRunOut());
        poll();
        assertThat(pauses()).isEmpty();
    }

    @Test
    void aPollThatIsToldThatItsLinkExpiredHasFoundTheSystemBack() {
        poll();
        dynamics().faults().answer(always(), 1, refusal(429, "0x80072322").with("Retry-After", "1"));
        poll();
        eventually().until(() -> pauses().get(0).hasRunOut());
        world.dataverse().expireDeltaLinks(410);
        poll();
        assertThat(pauses()).isEmpty();
    }

    /** The schedule's next tick may be a quarter of an hour away. */
    @Test
    void aSweepThatFellIntoAPauseIsMadeUpForWhenItIsOver() {
        world.partner().notifications().dropNext(1);
        String lost = referral(referral -> {});
        partnerCenter()
                .faults()
                .answer(always(), 1, refusal(429, "tooManyRequests").with("Retry-After", "1"));
        sweep();
        assertThat(pauses()).hasSize(1);
        sweep();
        inStep(lost);
        eventually().until(() -> pauses().isEmpty());
    }

    /** A probe that nobody uses would keep the next run waiting for half a minute. */
    @Test
    void aPauseThatRanOutWhileNothingWasDueKeepsNobodyWaiting() {
        dynamics().faults().answer(always(), 1, refusal(429, "0x80072322").with("Retry-After", "1"));
        poll();
        eventually().until(() -> pauses().get(0).hasRunOut());
        Awaitility.await().during(Duration.ofSeconds(2)).until(() -> pauses().size() == 1);
        String id = referral(referral -> {});
        inStep(id);
        eventually().until(() -> pauses().isEmpty());
    }

    @Test
    void oneRefusedTokenIsDroppedAndTheCallRepeatedOnce() {
        inStep(referral(before -> {}));
        long issued = world.partner().entra().issued("https://api.partner.microsoft.com");
        partnerCenter().faults().answer(about("GET", ""), 1, Answer.empty(401));
        String id = referral(referral -> {});
        inStep(id);
        assertThat(world.partner().entra().issued("https://api.partner.microsoft.com"))
                .isEqualTo(issued + 1);
        assertThat(pauses()).isEmpty();
        eventually().until(this::idle);
        assertThat(history(id)).extracting("outcome").containsExactly("done");
    }

    @Test
    void aRefusalOfEveryTokenPausesTheSystemAndSaysWhichCredential() {
        dynamics().faults().answer(always(), 1000, Answer.empty(401));
        String id = referral(referral -> {});
        eventually().until(() -> pauses().size() == 1 && state(id).equals("waiting"));
        Pauses.Pause pause = pauses().get(0);
        assertThat(pause.system()).isEqualTo("dynamics");
        assertThat(pause.kind()).isEqualTo(Pauses.Kind.UNAUTHORISED);
        assertThat(pause.reason()).contains("401").contains("dynamics.client");
        assertThat(application.backlog().find(id).orElseThrow().attempts()).isZero();
        assertThat(findParked(id)).isNull();
        dynamics().faults().clear();
        resume("dynamics");
        inStep(id);
    }

    private Instant lastCallTo(String service) {
        return world.traffic().entries().stream()
                .filter(entry -> entry.service().equals(service))
                .reduce((before, last) -> last)
                .orElseThrow()
                .at();
    }
}
