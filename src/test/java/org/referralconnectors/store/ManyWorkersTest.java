package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Ending.AtOnce;
import org.referralconnectors.store.Ending.Done;

/** 32 threads ask and 8 work, half of them as if in another process; every event is covered by exactly one done run. */
class ManyWorkersTest extends StoreTest {
    private static final int ASKING = 32;
    private static final int EVENTS_EACH = 60;
    private static final int REFERRALS = 40;

    private final Set<String> underWork = ConcurrentHashMap.newKeySet();
    private final AtomicInteger covered = new AtomicInteger();
    private Database other;

    @BeforeEach
    void openAnother() {
        other = engine.another();
    }

    @Test
    void everyEventIsWorkedAndNoPairIsEverWorkedTwiceAtATime() throws Exception {
        try (Database closed = other) {
            assertThat(Together.run(ASKING + 8, n -> n < ASKING ? ask(n) : work(n)))
                    .doesNotContain("worked twice");
            assertThat(covered).hasValue(ASKING * EVENTS_EACH);
            assertThat(new Backlog(closed).counts()).isEqualTo(new Backlog.Counts(0, 0, 0, Duration.ZERO));
        }
    }

    private String ask(int thread) {
        Requests requests = new Requests(process(thread));
        new Random(thread)
                .ints(EVENTS_EACH, 0, REFERRALS)
                .mapToObj(n -> "referral-" + n)
                .forEach(id -> process(thread)
                        .executeNow(id, handle -> requests.request(handle, Event.live(id, Cause.WEBHOOK))));
        return "asked";
    }

    private String work(int thread) {
        Claims claims = new Claims(process(thread), Duration.ZERO);
        Random random = new Random(thread);
        while (covered.get() < ASKING * EVENTS_EACH) {
            List<Claim> claimed = claims.claim(5);
            if (!underWork.addAll(claimed.stream().map(Claim::referralId).toList()) && !claimed.isEmpty()) {
                return "worked twice";
            }
            claimed.forEach(claim -> finish(process(thread), claims, claim, random.nextInt(5) == 0));
        }
        return "worked";
    }

    private void finish(Database process, Claims claims, Claim claim, boolean stale) {
        underWork.remove(claim.referralId());
        process.executeNow(
                claim.referralId(), handle -> claims.end(handle, claim, stale ? new AtOnce("stale") : new Done(true)));
        if (!stale) {
            covered.addAndGet(claim.causes().get(Cause.WEBHOOK));
        }
    }

    private Database process(int thread) {
        return thread % 2 == 0 ? database : other;
    }
}
