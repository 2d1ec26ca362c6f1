package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Ending.Done;

class SettlingTest extends StoreTest {
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
    void afterFiveQuietRunsInAMinuteTheGapDoublesUpToFiveMinutes() {
        assertThat(gaps(14, Stream.generate(() -> false)))
                .containsExactly(2L, 2L, 2L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L);
    }

    @Test
    void aRunThatWritesResetsTheGap() {
        Stream<Boolean> wrote = IntStream.range(0, 10).mapToObj(run -> run == 6);
        assertThat(gaps(10, wrote)).containsExactly(2L, 2L, 2L, 2L, 4L, 8L, 2L, 2L, 2L, 2L);
    }

    @Test
    void quietRunsFarApartDoNotSlowAPairDown() {
        for (int run = 0; run < 20; run++) {
            assertThat(quietRun()).isEqualTo(Duration.ofSeconds(2));
            pass(Duration.ofSeconds(90));
        }
    }

    @Test
    void aPairThatWasSlowedDownIsQuickAgainAfterARest() {
        gaps(14, Stream.generate(() -> false));
        pass(Duration.ofMinutes(12));
        assertThat(quietRun()).isEqualTo(Duration.ofSeconds(2));
    }

    /** Two seconds of events, 16 workers, each run 120 ms long; every tenth run finds something to write. */
    @Test
    void tenThousandEventsOverAHundredPairsCostAtMostThreeHundredRuns() {
        Random random = new Random(1);
        List<Claim> running = new ArrayList<>();
        int runs = 0;
        for (int step = 0; step < 50 || backlog.nextDue().isPresent(); step++) {
            if (step < 50) {
                requestRandomly(random, 200);
            }
            if (step % 3 == 0) {
                endAll(running);
                running.addAll(claims.claim(16));
                runs += running.size();
            }
            pass(Duration.ofMillis(40));
        }
        assertThat(runs).isBetween(100, 300);
        assertThat(backlog.counts()).isEqualTo(new Backlog.Counts(0, 0, 0, Duration.ZERO));
    }

    /** The gap after each of so many runs, each begun as soon as it may, in seconds. */
    private List<Long> gaps(int runs, Stream<Boolean> wrote) {
        return wrote.limit(runs).map(this::run).map(Duration::toSeconds).toList();
    }

    private Duration quietRun() {
        return run(false);
    }

    private Duration run(boolean wrote) {
        request("a");
        Duration wait = backlog.nextDue().orElseThrow();
        pass(wait.isNegative() ? Duration.ZERO : wait);
        Claim claim = claims.claim(1).get(0);
        request("a");
        end(claim, new Done(wrote));
        return backlog.nextDue().orElseThrow();
    }

    private void requestRandomly(Random random, int events) {
        List<Event> batch = random.ints(events, 0, 100)
                .mapToObj(n -> Event.live("referral-" + n, Cause.WEBHOOK))
                .toList();
        database.executeNow("", handle -> requests.requestAll(handle, batch));
    }

    private void endAll(List<Claim> running) {
        database.executeNow(
                "",
                handle -> running.forEach(claim ->
                        claims.end(handle, claim, new Done(claim.lease().hashCode() % 10 == 0))));
        running.clear();
    }

    private void request(String referralId) {
        database.executeNow(referralId, handle -> requests.request(handle, Event.live(referralId, Cause.WEBHOOK)));
    }

    private void end(Claim claim, Ending ending) {
        database.executeNow(claim.referralId(), handle -> claims.end(handle, claim, ending));
    }
}
