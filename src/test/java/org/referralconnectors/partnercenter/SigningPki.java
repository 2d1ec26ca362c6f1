package org.referralconnectors.partnercenter;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A root, an issuing authority under it, and whatever leaf a test wants; keys are made once, they are what costs time.
 */
final class SigningPki {

    static final String NAME = "pcnotifications-dispatch.microsoft.com";
    static final Instant NOW = Instant.parse("2026-02-03T09:14:30Z");

    /** It signs with everything, RSASSA-PSS included. */
    private static final Provider PROVIDER = new BouncyCastleProvider();

    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final SigningPki MICROSOFT = new SigningPki("Microsoft Corporation");

    final Issued root;
    final Issued issuer;
    final KeyPair signing = rsa(2048);

    /** A certificate with its private key. */
    record Issued(X509Certificate certificate, KeyPair keys) {
        byte[] der() {
            try {
                return certificate.getEncoded();
            } catch (GeneralSecurityException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    /** What a certificate shall say, before it is issued. */
    record Order(
            String subject,
            KeyPair keys,
            String dns,
            boolean authority,
            Instant from,
            Instant until,
            String algorithm,
            List<Extension> extensions) {
        Order subject(String other) {
            return new Order(other, keys, dns, authority, from, until, algorithm, extensions);
        }

        Order keys(KeyPair other) {
            return new Order(subject, other, dns, authority, from, until, algorithm, extensions);
        }

        Order dns(String other) {
            return new Order(subject, keys, other, authority, from, until, algorithm, extensions);
        }

        Order ofAuthority() {
            return new Order(subject, keys, dns, true, from, until, algorithm, extensions);
        }

        Order from(Instant other) {
            return new Order(subject, keys, dns, authority, other, until, algorithm, extensions);
        }

        Order until(Instant other) {
            return new Order(subject, keys, dns, authority, from, other, algorithm, extensions);
        }

        Order signedWith(String other) {
            return new Order(subject, keys, dns, authority, from, until, other, extensions);
        }

        /** One extension more. */
        Order with(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
            List<Extension> more = new ArrayList<>(extensions);
            try {
                more.add(Extension.create(type, critical, value));
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
            return new Order(subject, keys, dns, authority, from, until, algorithm, more);
        }

        Issued by(Issued issuer) {
            return issue(this, issuer.certificate().getSubjectX500Principal().getName(), issuer.keys());
        }

        Issued bySelf() {
            return issue(this, subject, keys);
        }
    }

    SigningPki(String organization) {
        root = order("CN=Root,O=" + organization, rsa(2048)).ofAuthority().bySelf();
        issuer = order("CN=Issuer,O=" + organization, rsa(2048)).ofAuthority().by(root);
    }

    /** The one that the tests' policy trusts. */
    static SigningPki microsoft() {
        return MICROSOFT;
    }

    static Order order(String subject, KeyPair keys) {
        return new Order(
                subject,
                keys,
                null,
                false,
                NOW.minusSeconds(86_400),
                NOW.plusSeconds(86_400L * 365 * 30),
                "SHA256withRSA",
                List.of());
    }

    Order leaf() {
        return order("CN=" + NAME + ",O=Microsoft Corporation", signing);
    }

    CertificateTrust trust() {
        return new CertificateTrust(Set.of(new TrustAnchor(root.certificate(), null)), List.of(issuer.certificate()));
    }

    static KeyPair rsa(int bits) {
        return keys("RSA", bits);
    }

    static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String pem(Issued... certificates) {
        StringBuilder pem = new StringBuilder();
        Stream.of(certificates)
                .map(each -> Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(each.der()))
                .forEach(text -> pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(text)
                        .append("\n-----END CERTIFICATE-----\n"));
        return pem.toString();
    }

    /**
     * For a server on {@code localhost} and for its clients; its validity is real time, since TLS knows no test clock.
     */
    SSLContext tls() {
        try {
            Issued server = order("CN=localhost", keys("EC", 256))
                    .dns("localhost")
                    .from(Instant.EPOCH)
                    .by(root);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server", server.keys().getPrivate(), new char[0], new Certificate[] {server.certificate()});
            store.setCertificateEntry("root", root.certificate());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private static Issued issue(Order order, String issuer, KeyPair issuerKeys) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name(issuer),
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(order.from()),
                    Date.from(order.until()),
                    name(order.subject()),
                    order.keys().getPublic());
            if (order.authority()) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            if (order.dns() != null) {
                GeneralName dns = new GeneralName(GeneralName.dNSName, order.dns());
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(dns));
            }
            for (Extension extension : order.extensions()) {
                builder.addExtension(extension);
            }
            return new Issued(
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(new JcaContentSignerBuilder(order.algorithm())
                                    .setProvider(PROVIDER)
                                    .build(issuerKeys.getPrivate()))),
                    order.keys());
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Through Java, since Bouncy Castle reads a name's text in the reverse order. */
    private static X500Name name(String rfc2253) {
        return X500Name.getInstance(new X500Principal(rfc2253).getEncoded());
    }
}
