package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Ending.AtOnce;
import org.referralconnectors.store.Ending.Done;
import org.referralconnectors.store.Ending.Parked;
import org.referralconnectors.store.Ending.Retry;

class ClaimsTest extends StoreTest {
    private Requests requests;
    private Claims claims;
    private Backlog backlog;

    @BeforeEach
    void open() {
        requests = new Requests(database);
        claims = new Claims(database, Duration.ofSeconds(2));
        backlog = new Backlog(database);
    }

    @Test
    void noMoreAreClaimedThanAskedFor() {
        List.of("a", "b", "c").forEach(this::request);
        pass(Duration.ofMillis(1));
        request("d");
        assertThat(claims.claim(3)).extracting(Claim::referralId).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(claims.claim(3)).extracting(Claim::referralId).containsExactly("d");
        assertThat(claims.claim(3)).isEmpty();
    }

    @Test
    void theLeaseOfADeadProcessRunsOutByItself() {
        request("a");
        Claim dead = claims.claim(9).get(0);
        pass(Duration.ofMillis(29_999));
        assertThat(claims.claim(9)).isEmpty();
        pass(Duration.ofMillis(1));
        Claim next = claims.claim(9).get(0);
        assertThat(next.lease()).isNotEqualTo(dead.lease());
        assertThat(next.causes()).isEqualTo(dead.causes());
        assertThat(next.requestedAt()).isEqualTo(dead.requestedAt());
        assertThat(next.attempts()).isEqualTo(2);
    }

    @Test
    void aRenewedLeaseLastsFromTheRenewal() {
        request("a");
        Claim claim = claims.claim(9).get(0);
        pass(Duration.ofSeconds(20));
        assertThat(claims.renew(List.of(claim))).isEmpty();
        pass(Duration.ofSeconds(20));
        assertThat(claims.claim(9)).isEmpty();
    }

    @Test
    void renewingNamesTheLeasesThatAreLost() {
        request("a");
        request("b");
        List<Claim> mine = claims.claim(9);
        pass(Claims.LEASE);
        claims.claim(1);
        assertThat(claims.renew(mine)).hasSize(1);
        assertThat(backlog.counts().running()).isEqualTo(2);
    }

    @Test
    void aLostLeaseUndoesTheWholeUnitAndNothingElse() {
        Pairs pairs = new Pairs(database);
        request("a");
        Claim lost = claims.claim(9).get(0);
        pass(Claims.LEASE);
        Claim owner = claims.claim(9).get(0);
        assertThatThrownBy(() -> database.executeNow("a", handle -> {
                    pairs.save(handle, Pair.first("a", "in-step"));
                    claims.end(handle, lost, new Done(true));
                }))
                .isInstanceOf(LeaseLost.class)
                .hasMessageContaining("a");
        assertThat(pairs.find("a")).isEmpty();
        end(owner, new Done(true));
        assertThat(backlog.find("a").orElseThrow().state()).isEqualTo("idle");
    }

    @Test
    void noEndingIsTakenFromALostLease() {
        Parked park = new Parked("dynamics", "gets the lead", 403, null, "refused", "grant it", false);
        for (Ending ending : List.of(new Done(false), new Retry(Duration.ZERO, "", true), new AtOnce(""), park)) {
            request("a");
            Claim ended = claims.claim(9).get(0);
            end(ended, new Done(true));
            assertThatThrownBy(() -> end(ended, ending)).isInstanceOf(LeaseLost.class);
            pass(Duration.ofSeconds(2));
        }
        assertThat(backlog.find("a").orElseThrow().state()).isEqualTo("idle");
    }

    @Test
    void aUnitInTheMiddleOfARunCanDependOnTheLeaseToo() {
        request("a");
        Claim claim = claims.claim(9).get(0);
        database.executeNow("a", handle -> claims.hold(handle, claim));
        pass(Claims.LEASE);
        claims.claim(9);
        assertThatThrownBy(() -> database.executeNow("a", handle -> claims.hold(handle, claim)))
                .isInstanceOf(LeaseLost.class);
    }

    @Test
    void aRetryWaitsAsLongAsItSaysEvenWhenEventsArrive() {
        request("a");
        Claim run = claims.claim(9).get(0);
        request("a");
        end(run, new Retry(Duration.ofSeconds(8), "time-out", true));
        request("a");
        assertThat(backlog.nextDue()).contains(Duration.ofSeconds(8));
        pass(Duration.ofSeconds(8));
        Claim again = claims.claim(9).get(0);
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.causes().values()).containsExactly(3);
    }

    @Test
    void anAttemptThatDoesNotCountIsGivenBack() {
        request("a");
        for (int pause = 0; pause < 5; pause++) {
            Claim run = claims.claim(9).get(0);
            assertThat(run.attempts()).isEqualTo(1);
            end(run, new Retry(Duration.ZERO, "dynamics is paused", false));
        }
    }

    @Test
    void whatIsStaleRunsAgainAtOnceAndCounts() {
        request("a");
        end(claims.claim(9).get(0), new AtOnce("the lead has changed"));
        assertThat(claims.claim(9)).singleElement().satisfies(claim -> assertThat(claim.attempts())
                .isEqualTo(2));
    }

    @Test
    void attemptsBeginAgainOnceARunIsDone() {
        request("a");
        end(claims.claim(9).get(0), new Retry(Duration.ZERO, "time-out", true));
        end(claims.claim(9).get(0), new Done(true));
        request("a");
        pass(Duration.ofSeconds(2));
        assertThat(claims.claim(9).get(0).attempts()).isEqualTo(1);
    }

    @Test
    void aPairThatKillsItsProcessCountsItsAttempts() {
        request("a");
        for (int crash = 1; crash <= 10; crash++) {
            assertThat(claims.claim(9).get(0).attempts()).isEqualTo(crash);
            pass(Claims.LEASE);
        }
    }

    private void request(String referralId) {
        database.executeNow(referralId, handle -> requests.request(handle, Event.live(referralId, Cause.WEBHOOK)));
    }

    private void end(Claim claim, Ending ending) {
        database.executeNow(claim.referralId(), handle -> claims.end(handle, claim, ending));
    }
}
