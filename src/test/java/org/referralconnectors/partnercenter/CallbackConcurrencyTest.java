package org.referralconnectors.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.referralconnectors.partnercenter.CertificateSource.Answer;
import org.referralconnectors.simulated.AdjustableClock;

/** Who waits for a fetch and who doesn't. */
class CallbackConcurrencyTest {

    private static final SigningPki PKI = SigningPki.microsoft();
    private static final Partner PARTNER =
            new Partner(PKI.signing, "https://localhost/cert/" + SigningPki.NAME + ".cer");
    private static final Answer CERTIFICATE =
            new Answer(200, PKI.leaf().by(PKI.issuer).der());

    private static final int THREADS = 8;

    private final AdjustableClock clock = new AdjustableClock(SigningPki.NOW);
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile CertificateSource answers = url -> CERTIFICATE;
    private final Callback callback = new Callback(Partner.policy("localhost", PKI.trust()), this::count, clock);

    @Test
    void deliveriesThatFindNothingAtTheSameInstantMakeOneFetch() throws Exception {
        Callback racing = new Callback(Partner.policy("localhost", PKI.trust()), this::count, new MeetingPoint());
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        List<Future<Integer>> sent = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            sent.add(pool.submit(() -> Partner.status(racing, PARTNER.signed())));
        }
        pool.shutdown();

        assertThat(sent)
                .extracting(CallbackConcurrencyTest::result)
                .contains(200)
                .isSubsetOf(200, 503);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void oneDeliveryMoreWaitsForTheFirstFetchAndTheOthersAreToldToComeAgain() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        answers = url -> {
            await(release);
            return CERTIFICATE;
        };

        assertThat(together(release, PARTNER.signed()))
                .hasSize(THREADS)
                .containsOnly(200, 503)
                .filteredOn(status -> status == 200)
                .hasSize(2);
        assertThat(fetches).hasValue(1);
    }

    /** Of the address that nobody uses no certificate is held, so whoever named it could make every thread wait. */
    @Test
    void forgeriesThatNameTheOtherAddressHoldTwoThreadsAndNobodyElse() throws Exception {
        String other = "other.example";
        Callback both = new Callback(
                new CallbackPolicy(
                        List.of("localhost"), List.of(SigningPki.NAME, other), "Microsoft Corporation", PKI.trust()),
                this::count,
                clock);
        assertThat(Partner.status(both, PARTNER.signed())).isEqualTo(200);
        CountDownLatch release = new CountDownLatch(1);
        answers = url -> {
            await(release);
            return CERTIFICATE;
        };
        Delivery forged = PARTNER.signed().with("X-MS-Certificate-Url", "https://localhost/cert/" + other + ".cer");
        ExecutorService forgers = Executors.newFixedThreadPool(THREADS);
        List<Future<Integer>> sent = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            sent.add(forgers.submit(() -> Partner.status(both, forged.with(new byte[] {'{', '}'}))));
        }
        Awaitility.await().until(() -> sent.stream().filter(Future::isDone).count() == THREADS - 2);

        assertThat(sent.stream().filter(Future::isDone).map(CallbackConcurrencyTest::result))
                .containsOnly(503);
        assertThat(Partner.status(both, PARTNER.signed())).isEqualTo(200);
        release.countDown();
        forgers.shutdown();
        assertThat(sent).extracting(CallbackConcurrencyTest::result).containsOnly(401, 503);
    }

    @Test
    void deliveriesThatComeDuringAFetchThatFailsShareItsFailure() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        answers = url -> {
            await(release);
            throw new ConnectException("refused");
        };

        assertThat(together(release, PARTNER.signed())).containsOnly(503);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void nobodyWaitsForAFetchThatAForgeryCausedButTheForgeryItself() throws Exception {
        status(PARTNER.signed());
        clock.advance(Duration.ofMinutes(5));
        CountDownLatch release = new CountDownLatch(1);
        answers = url -> {
            await(release);
            return CERTIFICATE;
        };
        ExecutorService forger = Executors.newSingleThreadExecutor();
        Future<Integer> refused = forger.submit(() -> status(PARTNER.signed().with(new byte[0])));
        Awaitility.await().until(() -> fetches.get() == 2);

        assertThat(status(PARTNER.signed())).isEqualTo(200);
        assertThat(status(PARTNER.signed().with(new byte[1]))).isEqualTo(503);
        assertThat(refused).isNotDone();
        release.countDown();
        assertThat(refused.get(10, TimeUnit.SECONDS)).isEqualTo(401);
        forger.shutdown();
    }

    /** Sends it from eight threads, and releases the fetch once seven of them wait for the eighth. */
    private List<Integer> together(CountDownLatch release, Delivery delivery) throws Exception {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS, work -> {
            threads.add(new Thread(work));
            return threads.get(threads.size() - 1);
        });
        Callable<Integer> send = () -> status(delivery);
        List<Future<Integer>> sent = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            sent.add(pool.submit(send));
        }
        Awaitility.await().until(() -> threads.stream().allMatch(each -> each.getState() == Thread.State.WAITING));
        release.countDown();
        pool.shutdown();
        return sent.stream().map(CallbackConcurrencyTest::result).toList();
    }

    private Answer count(URI url) throws IOException {
        fetches.incrementAndGet();
        return answers.fetch(url);
    }

    private int status(Delivery delivery) {
        return Partner.status(callback, delivery);
    }

    private static int result(Future<Integer> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    /**
     * A clock that lets nobody read it for the first time before everybody wants to, which is just before the fetch.
     */
    private static final class MeetingPoint extends AdjustableClock {

        private final AtomicInteger reads = new AtomicInteger();
        private final CyclicBarrier everybody = new CyclicBarrier(THREADS);

        MeetingPoint() {
            super(SigningPki.NOW);
        }

        @Override
        public Instant instant() {
            if (reads.incrementAndGet() <= THREADS) {
                meet();
            }
            return super.instant();
        }

        private void meet() {
            try {
                everybody.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException missing) {
                throw new AssertionError(missing);
            }
        }
    }
}
