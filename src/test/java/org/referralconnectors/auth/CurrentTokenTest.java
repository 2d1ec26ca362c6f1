package org.referralconnectors.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.referralconnectors.auth.TokenException.Kind;
import org.referralconnectors.simulated.AdjustableClock;

@Timeout(20)
class CurrentTokenTest {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final AdjustableClock clock = new AdjustableClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void endCallers() throws InterruptedException {
        callers.shutdownNow();
        assertThat(callers.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aThousandCallersWithoutATokenShareOneFetch() throws Exception {
        CountDownLatch fetchMayEnd = new CountDownLatch(1);
        CurrentToken token = new CurrentToken(last -> fetchedAfter(fetchMayEnd), clock);
        CountDownLatch started = new CountDownLatch(1000);
        List<CompletableFuture<String>> answers = IntStream.range(0, 1000)
                .mapToObj(i -> async(() -> {
                    started.countDown();
                    return token.text();
                }))
                .toList();
        started.await();
        fetchMayEnd.countDown();

        assertThat(answers.stream().map(CompletableFuture::join)).hasSize(1000).containsOnly("token-1");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aheadOfExpiryOneCallerFetchesWhileTheOthersUseTheOldToken() throws Exception {
        CountDownLatch fetchMayEnd = new CountDownLatch(1);
        CountDownLatch fetching = new CountDownLatch(2);
        CurrentToken token = new CurrentToken(
                last -> {
                    fetching.countDown();
                    return last != null ? fetchedAfter(fetchMayEnd) : fetched();
                },
                clock);
        token.text();
        clock.advance(LIFETIME.minusMinutes(4));
        CompletableFuture<String> renewing = async(token::text);
        fetching.await();

        assertThat(IntStream.range(0, 100).mapToObj(i -> token.text())).containsOnly("token-1");
        fetchMayEnd.countDown();
        assertThat(renewing.join()).isEqualTo("token-2");
        assertThat(token.text()).isEqualTo("token-2");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aTokenIsUsedWithoutAFetchUntilFiveMinutesBeforeItsEnd() {
        CurrentToken token = new CurrentToken(last -> fetched(), clock);
        token.text();
        clock.advance(LIFETIME.minusMinutes(5).minusSeconds(1));
        assertThat(token.text()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(token.text()).isEqualTo("token-2");
    }

    @Test
    void aRefusedTokenIsDroppedOnceHoweverManyCallersWereRefused() {
        CurrentToken token = new CurrentToken(last -> fetched(), clock);
        String refused = token.text();
        for (int i = 0; i < 16; i++) {
            token.drop(refused);
            assertThat(token.text()).isEqualTo("token-2");
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    void everyFetchSaysWhichTokenIsNotToBeUsedAgain() {
        StringBuilder asked = new StringBuilder();
        CurrentToken token = new CurrentToken(
                last -> {
                    asked.append(last).append(' ');
                    return fetched();
                },
                clock);
        token.drop(token.text());
        token.drop(token.text());
        token.text();

        assertThat(asked).hasToString("null token-1 token-2 ");
    }

    @Test
    void aFailureAheadOfExpiryIsKnownButTheOldTokenServesOnAndEntraIsLeftAloneAWhile() {
        CurrentToken token = new CurrentToken(last -> last != null ? failed() : fetched(), clock);
        token.text();
        clock.advance(LIFETIME.minusMinutes(3));

        for (int i = 0; i < 10; i++) {
            assertThat(token.text()).isEqualTo("token-1");
        }
        assertThat(fetches).hasValue(2);
        assertThat(token.failure()).isPresent();
        clock.advance(Duration.ofSeconds(31));
        assertThat(token.text()).isEqualTo("token-1");
        assertThat(fetches).hasValue(3);
    }

    @Test
    void whenTheOldTokenHasEndedAFailureReachesTheCallerAndTheNextCallTriesAgain() {
        CurrentToken token = new CurrentToken(last -> fetches.get() == 1 ? failed() : fetched(), clock);
        token.text();
        clock.advance(LIFETIME);

        assertThatThrownBy(token::text).isInstanceOf(TokenException.class);
        assertThat(token.text()).isEqualTo("token-3");
        assertThat(token.failure()).isEmpty();
    }

    @Test
    void waitingCallersShareAFailure() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch fetchMayEnd = new CountDownLatch(1);
        CurrentToken token = new CurrentToken(
                last -> {
                    fetching.countDown();
                    await(fetchMayEnd);
                    return failed();
                },
                clock);
        CompletableFuture<String> leader = async(token::text);
        fetching.await();
        List<Thread> waiters = IntStream.range(0, 50)
                .mapToObj(i ->
                        new Thread(() -> assertThat(catchThrowable(token::text)).isInstanceOf(TokenException.class)))
                .toList();
        waiters.forEach(Thread::start);
        org.awaitility.Awaitility.await()
                .until(() -> waiters.stream().allMatch(waiter -> waiter.getState() == Thread.State.WAITING));
        fetchMayEnd.countDown();
        for (Thread waiter : waiters) {
            waiter.join();
        }

        assertThat(catchThrowable(leader::join)).hasRootCauseInstanceOf(TokenException.class);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aShortLivedTokenIsRenewedInTheLastFifthOfItsLife() {
        CurrentToken token = new CurrentToken(last -> fetched(Duration.ofSeconds(50)), clock);
        token.text();
        clock.advance(Duration.ofSeconds(39));
        assertThat(token.text()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(token.text()).isEqualTo("token-2");
    }

    private Token fetched() {
        return fetched(LIFETIME);
    }

    private Token fetched(Duration lifetime) {
        return Token.of("token-" + fetches.incrementAndGet(), clock.instant().plus(lifetime), clock.instant());
    }

    private Token fetchedAfter(CountDownLatch latch) {
        await(latch);
        return fetched();
    }

    private Token failed() {
        fetches.incrementAndGet();
        throw new TokenException("dynamics", Kind.TRANSIENT, "http_503", "wait", null, null);
    }

    private CompletableFuture<String> async(java.util.function.Supplier<String> call) {
        return CompletableFuture.supplyAsync(call, callers);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
