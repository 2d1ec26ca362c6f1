package org.referralconnectors.simulated;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The authority behind webhook signatures: a root, an intermediate of Microsoft Corporation, the signing leaf; and
 * every kind of leaf that must not be believed. The bad ones share the good one's key where the key isn't what is bad.
 */
public final class NotificationPki {
    public static final String NAME = "pcnotifications-dispatch.microsoft.com";

    private static final String MICROSOFT = "CN=Simulated Signing CA 01, O=Microsoft Corporation, C=US";
    private static final String LEAF = "CN=" + NAME;

    /** Made once, because that takes long. */
    private static final KeyPair LEAF_KEYS = CertificateOrder.keys("RSA", 2048);

    private final Instant now;
    private final KeyPair authorityKeys = authorityKeys();
    private final Identity root;
    private final Identity intermediate;
    private final Identity leaf;

    public NotificationPki(Clock clock) {
        now = clock.instant();
        root = authority("CN=Simulated Root, O=Microsoft Corporation, C=US", authorityKeys)
                .selfSigned();
        intermediate = authority(MICROSOFT, authorityKeys()).signedBy(root);
        leaf = leaf(LEAF, NAME, LEAF_KEYS, days(-10), days(80)).signedBy(intermediate);
    }

    /** What signs deliveries. */
    public Identity leaf() {
        return leaf;
    }

    /** Root and intermediate as PEM: what a verifier has to be given. */
    public String trustedPem() {
        return root.pem() + intermediate.pem();
    }

    /** The root alone: a verifier that was given this can't build the chain. */
    public String rootPem() {
        return root.pem();
    }

    public Path writeTrusted(Path file) {
        return TestPki.write(file, trustedPem());
    }

    public Identity expired() {
        return leaf(LEAF, NAME, LEAF_KEYS, days(-90), days(-1)).signedBy(intermediate);
    }

    public Identity notYetValid() {
        return leaf(LEAF, NAME, LEAF_KEYS, days(1), days(90)).signedBy(intermediate);
    }

    /** Renewed: the same name, a new key, the same authority. */
    public Identity renewed() {
        return leaf(LEAF, NAME, CertificateOrder.keys("RSA", 2048), days(-1), days(90))
                .signedBy(intermediate);
    }

    /** Issued under the trusted root by an intermediate of another organisation, which only quotes Microsoft's name. */
    public Identity wrongOrganization() {
        Identity other = authority("CN=O\\=Microsoft Corporation, O=Contoso, C=US", authorityKeys)
                .signedBy(root);
        return leaf(LEAF, NAME, LEAF_KEYS, days(-10), days(80)).signedBy(other);
    }

    /** The other organisation's intermediate of {@link #wrongOrganization()}, to be trusted beside the good one. */
    public String wrongOrganizationPem() {
        return authority("CN=O\\=Microsoft Corporation, O=Contoso, C=US", authorityKeys)
                .signedBy(root)
                .pem();
    }

    public Identity wrongName() {
        return leaf("CN=other.microsoft.com", "other.microsoft.com", LEAF_KEYS, days(-10), days(80))
                .signedBy(intermediate);
    }

    /** Below an intermediate that no verifier was given. */
    public Identity missingIntermediate() {
        Identity unlisted = authority("CN=Simulated Signing CA 02, O=Microsoft Corporation, C=US", authorityKeys())
                .signedBy(root);
        return leaf(LEAF, NAME, LEAF_KEYS, days(-10), days(80)).signedBy(unlisted);
    }

    /** The same names throughout, below a root that nobody trusts. */
    public Identity unknownRoot() {
        Identity other = authority(MICROSOFT, authorityKeys()).selfSigned();
        return leaf(LEAF, NAME, LEAF_KEYS, days(-10), days(80)).signedBy(other);
    }

    public Identity selfSigned() {
        return leaf(LEAF, NAME, LEAF_KEYS, days(-10), days(80)).selfSigned();
    }

    public Identity shortKey() {
        return leaf(LEAF, NAME, CertificateOrder.keys("RSA", 1024), days(-10), days(80))
                .signedBy(intermediate);
    }

    public Identity ellipticKey() {
        return leaf(LEAF, NAME, CertificateOrder.keys("EC", 256), days(-10), days(80))
                .signedBy(intermediate);
    }

    /** A certificate authority in the leaf's place, with the leaf's name. */
    public Identity authorityAsLeaf() {
        return new CertificateOrder(LEAF, dns(NAME), LEAF_KEYS, days(-10), days(80), true).signedBy(intermediate);
    }

    /** Elliptic, because those are made at once. */
    private static KeyPair authorityKeys() {
        return CertificateOrder.keys("EC", 256);
    }

    private CertificateOrder authority(String subject, KeyPair keys) {
        return new CertificateOrder(subject, new GeneralName[0], keys, days(-100), days(100), true);
    }

    private CertificateOrder leaf(String subject, String name, KeyPair keys, Instant from, Instant until) {
        return new CertificateOrder(subject, dns(name), keys, from, until, false);
    }

    private static GeneralName[] dns(String name) {
        return new GeneralName[] {new GeneralName(GeneralName.dNSName, name)};
    }

    private Instant days(long days) {
        return now.plus(Duration.ofDays(days));
    }
}
