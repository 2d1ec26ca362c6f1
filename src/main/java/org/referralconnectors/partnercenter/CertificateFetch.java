package org.referralconnectors.partnercenter;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One fetch of a certificate: run by the delivery that came first, waited for by those that come meanwhile. */
final class CertificateFetch {

    /** What runs a fetch. */
    @FunctionalInterface
    interface Work {
        CallbackCertificate fetch() throws CallbackRefused;
    }

    static final CertificateFetch NONE = new CertificateFetch(Instant.MIN);

    private static final Duration RECENT = Duration.ofMinutes(5);

    private final Instant startedAt;
    private final CompletableFuture<CallbackCertificate> result = new CompletableFuture<>();

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
            result.complete(work.fetch());
        } catch (CallbackRefused refused) {
            result.completeExceptionally(refused);
        } finally {
            result.completeExceptionally(new CallbackRefused(Refusal.CERTIFICATE_UNAVAILABLE));
        }
    }

    CallbackCertificate result() throws CallbackRefused {
        try {
            return result.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof CallbackRefused refused) {
                throw refused;
            }
            throw failed;
        }
    }
}
