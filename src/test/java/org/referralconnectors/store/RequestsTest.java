package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestsTest extends StoreTest {
    private static final Ending.Parked PARK = new Ending.Parked(
            "dynamics", "creates a lead", 400, "0x80048408", "the lead is refused", "mend the mapping", false);
    private static final Ending.Parked FIGHT = new Ending.Parked(
            null, null, null, null, "something else rewrites this record: fields notes", "end the fight", true);

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
    void theFirstEventOfAPairIsDueAtOnce() {
        request(Event.live("a", Cause.WEBHOOK));
        assertThat(backlog.nextDue()).contains(Duration.ZERO);
        assertThat(claims.claim(9)).singleElement().satisfies(claim -> {
            assertThat(claim.referralId()).isEqualTo("a");
            assertThat(claim.causes()).isEqualTo(Map.of(Cause.WEBHOOK, 1));
            assertThat(claim.attempts()).isEqualTo(1);
            assertThat(claim.requestedAt()).isEqualTo(claim.at());
        });
    }

    @Test
    void eventsOfAWaitingPairBecomeOneRunThatCountsThemByCause() {
        request(Event.live("a", Cause.WEBHOOK));
        request(Event.live("a", Cause.WEBHOOK));
        request(new Event("a", Cause.LEAD_POLL, Priority.LIVE, "lead-1"));
        assertThat(claims.claim(9)).singleElement().satisfies(claim -> {
            assertThat(claim.causes()).isEqualTo(Map.of(Cause.WEBHOOK, 2, Cause.LEAD_POLL, 1));
            assertThat(claim.leadIdHint()).isEqualTo("lead-1");
        });
    }

    @Test
    void everyCauseHasItsOwnCounter() {
        for (Cause cause : Cause.values()) {
            request(Event.live(cause.name(), cause));
            request(Event.live(cause.name(), cause));
        }
        assertThat(claims.claim(9)).hasSize(Cause.values().length).allSatisfy(claim -> assertThat(claim.causes())
                .isEqualTo(Map.of(Cause.valueOf(claim.referralId()), 2)));
    }

    @Test
    void anEventDuringTheRunMakesAnotherRunAfterTheSettlingTime() {
        request(Event.live("a", Cause.WEBHOOK));
        Claim first = claims.claim(9).get(0);
        pass(Duration.ofMillis(100));
        request(Event.live("a", Cause.LEAD_POLL));
        end(first, new Ending.Done(true));
        assertThat(claims.claim(9)).isEmpty();
        pass(Duration.ofMillis(1999));
        assertThat(claims.claim(9)).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(claims.claim(9)).singleElement().satisfies(claim -> {
            assertThat(claim.causes()).isEqualTo(Map.of(Cause.LEAD_POLL, 1));
            assertThat(claim.requestedAt()).isEqualTo(first.at().plusMillis(100));
        });
    }

    @Test
    void aFinishedPairIsIdleUntilTheNextEventAndThenStillSettles() {
        request(Event.live("a", Cause.WEBHOOK));
        end(claims.claim(9).get(0), new Ending.Done(true));
        assertThat(backlog.nextDue()).isEmpty();
        assertThat(backlog.find("a").orElseThrow().state()).isEqualTo("idle");
        request(Event.live("a", Cause.WEBHOOK));
        assertThat(backlog.nextDue()).contains(Duration.ofSeconds(2));
    }

    /** Whoever has our address can have any id named: what nobody knows waits behind known pairs, and their retries. */
    @Test
    void anEventOfAnUnknownIdWaitsBehindThoseOfKnownPairs() {
        request(Event.live("unknown", Cause.WEBHOOK));
        pass(Duration.ofMillis(1));
        database.executeNow("known", handle -> new Pairs(database).save(handle, Pair.first("known", "in-step")));
        request(Event.live("known", Cause.WEBHOOK));
        assertThat(List.of(claims.claim(1), claims.claim(1)))
                .extracting(claimed -> claimed.get(0).referralId())
                .containsExactly("known", "unknown");
    }

    @Test
    void whatCouldNotBeReadWaitsBehindEverythingElse() {
        request(Event.live("unread", Cause.WEBHOOK));
        end(claims.claim(1).get(0), new Ending.Unread(Duration.ZERO, "HTTP 404"));
        pass(Duration.ofMillis(1));
        request(Event.live("unknown", Cause.WEBHOOK));
        assertThat(List.of(claims.claim(1), claims.claim(1)))
                .extracting(claimed -> claimed.get(0).referralId())
                .containsExactly("unknown", "unread");
    }

    @Test
    void anEventOfAnIdThatIsKnownNotToBeOursAsksForNothingButTheSweepDoes() {
        database.executeNow("x", handle -> new NotReferrals(database).remember(handle, "foreign"));
        request(Event.live("foreign", Cause.WEBHOOK));
        request(Event.live("foreign", Cause.RELATED));
        assertThat(claims.claim(1)).isEmpty();
        request(Event.live("foreign", Cause.SWEEP));
        assertThat(claims.claim(1)).hasSize(1);
    }

    @Test
    void liveComesBeforeRetryBeforeBackfill() {
        database.executeNow("live", handle -> new Pairs(database).save(handle, Pair.first("live", "in-step")));
        request(new Event("backfilled", Cause.BACKFILL, Priority.BACKFILL, null));
        request(Event.live("retried", Cause.WEBHOOK));
        end(claims.claim(1).get(0), new Ending.Retry(Duration.ZERO, "time-out", true));
        request(Event.live("live", Cause.WEBHOOK));
        assertThat(List.of(claims.claim(1), claims.claim(1), claims.claim(1)))
                .extracting(claimed -> claimed.get(0).referralId())
                .containsExactly("live", "retried", "backfilled");
    }

    @Test
    void aLiveEventRaisesAPairThatWaitsForTheBackfill() {
        request(new Event("early", Cause.BACKFILL, Priority.BACKFILL, null));
        pass(Duration.ofMillis(1));
        request(new Event("raised", Cause.BACKFILL, Priority.BACKFILL, null));
        request(Event.live("raised", Cause.WEBHOOK));
        assertThat(claims.claim(1)).extracting(Claim::referralId).containsExactly("raised");
    }

    @Test
    void aBackfillDoesNotLowerALivePair() {
        request(new Event("backfilled", Cause.BACKFILL, Priority.BACKFILL, null));
        pass(Duration.ofMillis(1));
        request(Event.live("live", Cause.WEBHOOK));
        request(new Event("live", Cause.BACKFILL, Priority.BACKFILL, null));
        assertThat(claims.claim(1)).extracting(Claim::referralId).containsExactly("live");
    }

    @Test
    void aParkedPairSaysWhyAndWaitsForAnOperator() {
        park("a", PARK);
        assertThat(claims.claim(9)).isEmpty();
        assertThat(backlog.nextDue()).isEmpty();
        assertThat(backlog.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.referralId()).isEqualTo("a");
            assertThat(parked.park()).isEqualTo(PARK);
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.since().toEpochMilli()).isEqualTo(SetClock.BEGIN);
        });
    }

    @Test
    void anEventGivesAParkedPairExactlyOneAttempt() {
        park("a", PARK);
        request(Event.live("a", Cause.WEBHOOK));
        pass(Duration.ofSeconds(2));
        Claim attempt = claims.claim(9).get(0);
        assertThat(attempt.oneAttempt()).isTrue();
        end(attempt, new Ending.Retry(Duration.ofSeconds(5), "time-out", true));
        assertThat(backlog.parked()).singleElement().satisfies(parked -> assertThat(parked.park())
                .isEqualTo(PARK));
        assertThat(backlog.nextDue()).isEmpty();
    }

    @Test
    void aPauseDoesNotUseUpTheOneAttempt() {
        park("a", PARK);
        request(Event.live("a", Cause.WEBHOOK));
        pass(Duration.ofSeconds(2));
        end(claims.claim(9).get(0), new Ending.Retry(Duration.ofSeconds(5), "paused", false));
        pass(Duration.ofSeconds(5));
        Claim again = claims.claim(9).get(0);
        assertThat(again.oneAttempt()).isTrue();
        assertThat(again.attempts()).isEqualTo(1);
        end(again, new Ending.Done(true));
        assertThat(backlog.parked()).isEmpty();
        assertThat(backlog.find("a").orElseThrow().state()).isEqualTo("idle");
    }

    @Test
    void anEventDuringTheRunThatParksStillGetsItsAttempt() {
        request(Event.live("a", Cause.WEBHOOK));
        Claim run = claims.claim(9).get(0);
        request(Event.live("a", Cause.WEBHOOK));
        end(run, PARK);
        assertThat(backlog.parked()).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(claims.claim(9)).singleElement().satisfies(claim -> {
            assertThat(claim.oneAttempt()).isTrue();
            assertThat(claim.attempts()).isEqualTo(1);
        });
    }

    @Test
    void onlyAReplayReleasesAPairThatSaysSo() {
        park("a", FIGHT);
        request(Event.live("a", Cause.WEBHOOK));
        pass(Duration.ofHours(1));
        assertThat(claims.claim(9)).isEmpty();
        assertThat(backlog.parked()).singleElement().satisfies(parked -> assertThat(parked.park())
                .isEqualTo(FIGHT));
        assertThat(replay("a")).isTrue();
        Claim released = claims.claim(9).get(0);
        assertThat(released.oneAttempt()).isFalse();
        assertThat(released.causes()).isEqualTo(Map.of(Cause.WEBHOOK, 2, Cause.OPERATOR, 1));
    }

    @Test
    void anEventDuringTheRunReleasesNoPairThatOnlyAReplayReleases() {
        request(Event.live("a", Cause.WEBHOOK));
        Claim run = claims.claim(9).get(0);
        request(Event.live("a", Cause.WEBHOOK));
        end(run, FIGHT);
        assertThat(backlog.parked()).hasSize(1);
    }

    @Test
    void aReplayedPairHasAllItsAttemptsAgain() {
        park("a", PARK);
        assertThat(replay("a")).isTrue();
        end(claims.claim(9).get(0), new Ending.Retry(Duration.ofSeconds(1), "time-out", true));
        assertThat(backlog.find("a").orElseThrow()).isEqualTo(new Backlog.Request("a", "waiting", 1, "time-out", true));
    }

    @Test
    void whatIsNotParkedIsNotReplayed() {
        request(Event.live("a", Cause.WEBHOOK));
        assertThat(replay("a")).isFalse();
        assertThat(replay("unknown")).isFalse();
    }

    @Test
    void parkedPairsAreFoundByErrorCodeOrAllInTheOrderOfTheirIds() {
        park("a", PARK);
        park("b", FIGHT);
        park("c", PARK);
        assertThat(requests.parkedAfter("", "0x80048408", 9)).containsExactly("a", "c");
        assertThat(requests.parkedAfter("a", "0x80048408", 9)).containsExactly("c");
        assertThat(requests.parkedAfter("", null, 2)).containsExactly("a", "b");
        assertThat(requests.parkedAfter("c", null, 9)).isEmpty();
    }

    @Test
    void whatIsReplayedWithAllOthersRunsAfterAllThatIsLive() {
        park("a", PARK);
        database.executeNow("a", handle -> requests.replay(handle, "a", Priority.BACKFILL));
        request(Event.live("b", Cause.WEBHOOK));
        assertThat(claims.claim(1)).extracting(Claim::referralId).containsExactly("b");
        assertThat(claims.claim(1)).extracting(Claim::referralId).containsExactly("a");
    }

    @Test
    void aDroppedPairIsIdleAndALaterEventStartsAfresh() {
        park("a", FIGHT);
        assertThat(drop("a")).isTrue();
        assertThat(drop("a")).isFalse();
        assertThat(backlog.parked()).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(claims.claim(9)).isEmpty();
        request(Event.live("a", Cause.SWEEP));
        assertThat(claims.claim(9)).singleElement().satisfies(claim -> {
            assertThat(claim.oneAttempt()).isFalse();
            assertThat(claim.causes()).isEqualTo(Map.of(Cause.SWEEP, 1));
        });
    }

    @Test
    void theBacklogIsCountedByStateWithTheAgeOfTheOldestEvent() {
        assertThat(backlog.counts()).isEqualTo(new Backlog.Counts(0, 0, 0, Duration.ZERO));
        park("parked", PARK);
        pass(Duration.ofSeconds(10));
        request(Event.live("running", Cause.WEBHOOK));
        claims.claim(1);
        pass(Duration.ofSeconds(5));
        request(Event.live("waiting", Cause.WEBHOOK));
        pass(Duration.ofSeconds(1));
        assertThat(backlog.counts()).isEqualTo(new Backlog.Counts(1, 1, 1, Duration.ofSeconds(6)));
    }

    private void request(Event event) {
        database.executeNow(event.referralId(), handle -> requests.request(handle, event));
    }

    private void park(String referralId, Ending.Parked park) {
        request(Event.live(referralId, Cause.WEBHOOK));
        end(claims.claim(1).get(0), park);
    }

    private boolean replay(String referralId) {
        return database.writeNow(referralId, handle -> requests.replay(handle, referralId));
    }

    private boolean drop(String referralId) {
        return database.writeNow(referralId, handle -> requests.drop(handle, referralId));
    }

    private void end(Claim claim, Ending ending) {
        database.executeNow(claim.referralId(), handle -> claims.end(handle, claim, ending));
    }
}
