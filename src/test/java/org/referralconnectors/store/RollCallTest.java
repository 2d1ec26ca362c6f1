package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RollCallTest extends StoreTest {

    private final RollCall rollCall = new RollCall();
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void whoWaitsForTheDatabaseIsThereAndWhoWaitsForAnythingElseIsNot() throws Exception {
        Thread waitsForDatabase = new Thread(() -> database.executeNow("slow", handle -> await()));
        Thread stuck = new Thread(this::await);
        waitsForDatabase.start();
        stuck.start();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isThere(waitsForDatabase));
            assertThat(isThere(stuck)).isFalse();
        } finally {
            end.countDown();
            waitsForDatabase.join();
            stuck.join();
        }
        assertThat(isThere(stuck)).as("ended").isFalse();
        assertThat(isThere(null)).as("never begun").isFalse();
    }

    @Test
    void whoComesByAnswersEveryCallSoFar() {
        AtomicInteger woken = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            rollCall.call(woken::incrementAndGet, answered::incrementAndGet);
        }
        assertThat(woken).hasValue(3);
        assertThat(answered).hasValue(0);
        rollCall.answer();
        rollCall.answer();
        assertThat(answered).hasValue(3);
    }

    private boolean isThere(Thread thread) {
        AtomicBoolean answered = new AtomicBoolean();
        rollCall.call(thread, () -> {}, () -> answered.set(true));
        return answered.get();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
