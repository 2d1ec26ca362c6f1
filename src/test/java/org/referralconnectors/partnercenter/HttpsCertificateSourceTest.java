package org.referralconnectors.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpsCertificateSourceTest {

    private static final SSLContext TLS = SigningPki.microsoft().tls();
    private static final Duration SOON = Duration.ofMillis(300);

    private final CertificateHost host = new CertificateHost(TLS, new byte[] {1, 2, 3});
    private final CertificateSource source = new HttpsCertificateSource(SigningPki.client(TLS), Duration.ofSeconds(30));
    private final CertificateSource hasty = new HttpsCertificateSource(SigningPki.client(TLS), SOON);

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void readsStatusAndBody() throws IOException {
        assertThat(fetch().status()).isEqualTo(200);
        assertThat(fetch().body()).containsExactly(1, 2, 3);
    }

    @Test
    void followsNoRedirect() throws IOException {
        host.replies(exchange -> {
            exchange.getResponseHeaders().set("Location", host.url() + "?again");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        assertThat(fetch().status()).isEqualTo(302);
        assertThat(host.requests()).isEqualTo(1);
    }

    @Test
    void isNotMadeOfAClientThatFollowsRedirects() {
        HttpClient follower = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        assertThatThrownBy(() -> new HttpsCertificateSource(follower)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesABodyOfExactly16KiBAndDropsALongerOne() throws IOException {
        host.serves(new byte[16 * 1024]);
        assertThat(fetch().body()).hasSize(16 * 1024);

        host.serves(new byte[16 * 1024 + 1]);
        assertThat(fetch().body()).isEmpty();
    }

    @Test
    void breaksOffABodyThatNeverEnds() throws Exception {
        CountDownLatch brokenOff = new CountDownLatch(1);
        host.replies(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            writeUntilBroken(exchange.getResponseBody(), new byte[4096], brokenOff);
        });

        assertThat(fetch().body()).isEmpty();
        assertThat(brokenOff.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void breaksOffABodyThatDripsAtTheDeadline() throws Exception {
        CountDownLatch brokenOff = new CountDownLatch(1);
        host.replies(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream drip = exchange.getResponseBody();
            try {
                while (!brokenOff.await(20, TimeUnit.MILLISECONDS)) {
                    drip.write(0);
                    drip.flush();
                }
            } catch (IOException closed) {
                brokenOff.countDown();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> hasty.fetch(URI.create(host.url()))).isInstanceOf(HttpTimeoutException.class);
        assertThat(brokenOff.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitsNoLongerThanTheDeadlineForAHostThatSaysNothing() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("https://localhost:" + mute.getLocalPort() + "/");

            assertThatThrownBy(() -> hasty.fetch(url)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNoAnswer() {
        host.replies(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            throw new IOException("broken off");
        });

        assertThatThrownBy(this::fetch).isInstanceOf(IOException.class);
    }

    @Test
    void aHostThatRefusesTheConnectionIsNoAnswer() {
        host.close();

        assertThatThrownBy(this::fetch).isInstanceOf(IOException.class);
    }

    @Test
    void aHostWhoseOwnCertificateIsNotTrustedIsNoAnswer() {
        CertificateSource stranger = new HttpsCertificateSource(SigningPki.client(new SigningPki("Contoso").tls()));

        assertThatThrownBy(() -> stranger.fetch(URI.create(host.url()))).isInstanceOf(IOException.class);
        assertThat(host.requests()).isZero();
    }

    private CertificateSource.Answer fetch() throws IOException {
        return source.fetch(URI.create(host.url()));
    }

    private static void writeUntilBroken(OutputStream body, byte[] chunk, CountDownLatch broken) {
        try {
            while (true) {
                body.write(chunk);
            }
        } catch (IOException closed) {
            broken.countDown();
        }
    }
}
