package org.referralconnectors.flow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.referralconnectors.partnercenter.Delivery;
import org.referralconnectors.simulated.CertificateOrder;
import org.referralconnectors.simulated.Identity;

/** The webhook as strangers and Partner Center meet it: TLS, and a real proxy with the documented configuration. */
class BehindNginxTest extends WebhookHttpTestSupport {

    /** As setup has it made. */
    private static final String SECRET = "/webhooks/5b1f0c9a77e24d3c8e60f2a1b94d7c03";

    private static final int PATIENCE_MILLIS = 30_000;
    private static final String STRANGER = "127.0.0.9";
    private static final String PARTNER_CENTER = "127.0.0.1";

    private final Identity identity = new CertificateOrder(
                    "CN=localhost",
                    new GeneralName[] {new GeneralName(GeneralName.dNSName, "localhost")},
                    CertificateOrder.keys("RSA", 2048),
                    Instant.now().minus(1, ChronoUnit.DAYS),
                    Instant.now().plus(1, ChronoUnit.DAYS),
                    false)
            .selfSigned();

    private Nginx nginx;

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = super.settings();
        settings.put("partner-center.webhook.path", SECRET);
        return settings;
    }

    @BeforeAll
    void proxy(@TempDir Path proxy) {
        nginx = new Nginx(proxy, identity, port(), SECRET);
    }

    @AfterAll
    void endProxy() {
        if (nginx != null) {
            nginx.close();
        }
    }

    @Test
    void theSignedBodyArrivesAsItWasSent() {
        byte[] odd =
                ("{ \"EventName\" : \"test-created\",\t\"ResourceUri\":\"https://a/b\\u00e9\", \"x\": \"\u00e4\u20ac\"}\r\n")
                        .getBytes(UTF_8);
        assertThat(through(bytes("POST " + SECRET, signed(odd)))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void theForwardedHeadersOfACallerChangeNothing() {
        Delivery delivery = signed("test-created", "a").with("X-Forwarded-For", "10.0.0.1");
        assertThat(through(bytes("POST " + SECRET, delivery))).startsWith("HTTP/1.1 200 ");
        assertThat(through(bytes("POST " + SECRET, signed("test-created", "a").without("Authorization"))))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void nothingButTheWebhookIsPassedOn() {
        double counted = webhooks();
        assertThat(through("GET " + SECRET + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(through("POST " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
        assertThat(through("GET /observe/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
        assertThat(through("POST " + SECRET + " HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(webhooks()).isEqualTo(counted);
    }

    /** Whatever the proxy makes of it: the connections to us, which it shares among callers, stay in step. */
    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "org.referralconnectors.flow.WebhookFramingTest#unclearFrames",
        "org.referralconnectors.flow.WebhookFramingTest#unclearChunks"
    })
    void whatCouldBeTwoRequestsIsNeverAnsweredToSomebodyElse(String name, String bytes) {
        assertThat(through((bytes + WebhookFramingTest.SECOND).replace(PATH, SECRET)))
                .doesNotContain("HTTP/1.1 200 ");
        assertThat(through(bytes("POST " + SECRET, signed("test-created", "a"))))
                .startsWith("HTTP/1.1 200 ");
    }

    /** Bodies that don't come hold the proxy, thirty-two of a peer's at most, and nothing of them reaches us. */
    @Test
    void aGenuineDeliveryIsTakenWhileAStrangerFloods() throws IOException {
        double counted = webhooks();
        byte[] slow = ("POST " + SECRET + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{").getBytes(ISO_8859_1);
        List<Socket> flood = new ArrayList<>();
        try {
            String answer = "";
            while (!answer.startsWith("HTTP/1.1 503 ") && flood.size() < 400) {
                flood.add(open(STRANGER));
                flood.get(flood.size() - 1).getOutputStream().write(slow);
                answer = flood.size() > 32 ? exchange(STRANGER, slow) : "";
            }
            assertThat(answer).startsWith("HTTP/1.1 503 ");
            assertThat(webhooks()).isEqualTo(counted);
            assertThat(through(bytes("POST " + SECRET, signed("test-created", "a"))))
                    .startsWith("HTTP/1.1 200 ");
        } finally {
            for (Socket each : flood) {
                each.close();
            }
        }
    }

    private String through(String bytes) {
        return exchange(PARTNER_CENTER, bytes.getBytes(ISO_8859_1));
    }

    private String through(byte[] bytes) {
        return exchange(PARTNER_CENTER, bytes);
    }

    /** Sends it, and reads the first part of what comes back; empty where the connection is closed without a word. */
    private String exchange(String from, byte[] bytes) {
        try (Socket socket = open(from)) {
            socket.getOutputStream().write(bytes);
            byte[] answer = new byte[4096];
            return new String(answer, 0, Math.max(0, socket.getInputStream().read(answer)), ISO_8859_1);
        } catch (IOException closed) {
            return "";
        }
    }

    private Socket open(String from) throws IOException {
        Socket plain = new Socket();
        plain.setSoTimeout(PATIENCE_MILLIS);
        plain.bind(new InetSocketAddress(from, 0));
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), nginx.port()));
        return context().getSocketFactory().createSocket(plain, "localhost", nginx.port(), true);
    }

    private SSLContext context() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("proxy", identity.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
