package org.referralconnectors.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.GeneralName;

/** A private certificate authority for TLS on loopback. */
public final class TestPki {
    private final Identity root;
    private final Identity server;

    public TestPki(Clock clock) {
        Instant from = clock.instant().minus(Duration.ofDays(1));
        Instant until = clock.instant().plus(Duration.ofDays(30));
        GeneralName[] loopback = {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        };
        root = new CertificateOrder(
                        "CN=Loopback TLS Root", new GeneralName[0], CertificateOrder.keys("EC", 256), from, until, true)
                .selfSigned();
        server = new CertificateOrder("CN=localhost", loopback, CertificateOrder.keys("EC", 256), from, until, false)
                .signedBy(root);
    }

    /** What every simulated server shows. */
    public Identity server() {
        return server;
    }

    /** The root to trust, as PEM. */
    public String rootsPem() {
        return root.pem();
    }

    public Path writeRoots(Path file) {
        return write(file, rootsPem());
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A TLS context for clients that trusts this authority only. */
    public SSLContext clientContext() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("root", root.certificate());
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
