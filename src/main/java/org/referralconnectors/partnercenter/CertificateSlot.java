package org.referralconnectors.partnercenter;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known about one certificate URL: the certificate that last held, and how the last fetch ended. The two are
 * apart so that a forged signature, which causes a fetch, can't push out a good certificate while the host is down.
 */
final class CertificateSlot {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateSlot.class);

    private final URI url;
    private final CertificateSource source;
    private final CertificateCheck check;
    private final Clock clock;

    private final AtomicReference<CertificateFetch> latest = new AtomicReference<>(CertificateFetch.NONE);
    private volatile CallbackCertificate held;

    CertificateSlot(URI url, CertificateSource source, CertificateCheck check, Clock clock) {
        this.url = url;
        this.source = source;
        this.check = check;
        this.clock = clock;
    }

    /** The certificate that is held while it is usable, otherwise the newest. */
    CallbackCertificate current() throws CallbackRefused {
        CallbackCertificate known = held;
        return isUsable(known) ? known : newest();
    }

    /**
     * The certificate as last fetched, which is now if the last fetch is no longer recent; failures are kept likewise.
     *
     * <p>For a fetch waits the delivery that caused it and, while no certificate is held, one more; the others are
     * asked to come again: a few dozen forgeries would otherwise take every thread of the listener as long as the host
     * likes, also those that name an address whose certificate nobody ever used.
     */
    CallbackCertificate newest() throws CallbackRefused {
        CertificateFetch fetch = latestFetch();
        if (!fetch.hasEnded() && (isUsable(held) || !fetch.mayWait())) {
            throw new CallbackRefused(Refusal.CERTIFICATE_UNAVAILABLE);
        }
        CallbackCertificate newest = fetch.result();
        if (!newest.isUsable(clock.instant())) {
            throw new CallbackRefused(Refusal.CERTIFICATE);
        }
        return newest;
    }

    /** What is served now, which changes nothing of what is known. */
    SigningCertificate look() {
        try {
            fetchAndCheck(clock.instant());
            return new SigningCertificate(url, true, "");
        } catch (IOException unavailable) {
            return new SigningCertificate(url, false, reason(unavailable));
        } catch (CertificateException | RuntimeException refused) {
            return new SigningCertificate(url, true, reason(refused));
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof IOException && e.getCause() != null ? e.getCause() : e;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private boolean isUsable(CallbackCertificate known) {
        return known != null && known.isUsable(clock.instant());
    }

    private CertificateFetch latestFetch() {
        CertificateFetch last = latest.get();
        Instant now = clock.instant();
        if (last.isRecent(now)) {
            return last;
        }
        CertificateFetch mine = new CertificateFetch(now);
        if (!latest.compareAndSet(last, mine)) {
            return latest.get();
        }
        mine.run(() -> held = fetch(now));
        return mine;
    }

    private CallbackCertificate fetch(Instant now) throws CallbackRefused {
        try {
            return fetchAndCheck(now);
        } catch (IOException unavailable) {
            LOG.warn("No signing certificate from {}: {}", url, unavailable.toString());
            throw new CallbackRefused(Refusal.CERTIFICATE_UNAVAILABLE);
        } catch (CertificateException | RuntimeException refused) {
            // Unchecked ones too: Java's parser throws them at some malformed encodings.
            LOG.warn("The signing certificate at {} is refused: {}", url, refused.getMessage());
            throw new CallbackRefused(Refusal.CERTIFICATE);
        }
    }

    private CallbackCertificate fetchAndCheck(Instant now) throws IOException, CertificateException {
        CertificateSource.Answer answer = source.fetch(url);
        requireCertificate(answer.status());
        return check.check(answer.body(), now);
    }

    private static void requireCertificate(int status) throws IOException, CertificateException {
        if (status >= 500) {
            throw new IOException("status " + status);
        }
        if (status != 200) {
            throw new CertificateException("status " + status);
        }
    }
}
