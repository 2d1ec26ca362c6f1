package org.referralconnectors.partnercenter;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One fetch of a certificate: run by the delivery that came first, waited for by one that comes meanwhile. */
final class CertificateFetch {

    static final CertificateFetch NONE = new CertificateFetch(Instant.MIN);

    private static final Duration RECENT = Duration.ofMinutes(5);

    /** How it ended: one of the two is null. */
    private record Result(CallbackCertificate certificate, Refusal refusal) {}

    /** What fetches. */
    @FunctionalInterface
    interface Work {
        CallbackCertificate fetch() throws CallbackRefused;
    }

    private final Instant startedAt;
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private final AtomicBoolean waited = new AtomicBoolean();

    CertificateFetch(Instant startedAt) {
        this.startedAt = startedAt;
    }

    /** Whether its result still counts; absolute, so that a clock that was set back doesn't keep a failure for long. */
    boolean isRecent(Instant now) {
        return Duration.between(startedAt, now).abs().compareTo(RECENT) < 0;
    }

    /** Whatever happens, there is a result afterwards: others wait for it. */
    void run(Work work) {
        try {
            result.complete(new Result(work.fetch(), null));
        } catch (CallbackRefused refused) {
            result.complete(new Result(null, refused.refusal()));
        } finally {
            result.complete(new Result(null, Refusal.CERTIFICATE_UNAVAILABLE));
        }
    }

    boolean hasEnded() {
        return result.isDone();
    }

    /** Whether nobody waits yet beside the one who fetches; who asks and is told so waits from now on. */
    boolean mayWait() {
        return waited.compareAndSet(false, true);
    }

    /** Waits no longer than the source's deadline. */
    CallbackCertificate result() throws CallbackRefused {
        Result ended = result.join();
        if (ended.refusal() != null) {
            throw new CallbackRefused(ended.refusal());
        }
        return ended.certificate();
    }
}
