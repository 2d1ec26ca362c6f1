package org.referralconnectors.auth;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whom outgoing HTTPS calls believe: what this Java believes anyway, and the authorities of a PEM file. */
public final class Trust {

    private final List<X509Certificate> roots;
    private final KeyStore store;
    private HttpClient client;

    private Trust(List<X509Certificate> roots, KeyStore store) {
        this.roots = roots;
        this.store = store;
    }

    /**
     * @param pem further authorities, or empty
     * @throws IllegalArgumentException when the file can't be read or holds no certificate
     */
    public static Trust of(Optional<Path> pem) {
        try {
            List<X509Certificate> roots = new ArrayList<>(ofThisJava());
            if (pem.isPresent()) {
                roots.addAll(certificates(pem.get()));
            }
            return new Trust(List.copyOf(roots), store(roots));
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("no certificates can be read from " + pem, unreadable);
        }
    }

    /** All of them. */
    public List<X509Certificate> roots() {
        return roots;
    }

    /** The same, as libraries take it. */
    public KeyStore store() {
        return store;
    }

    /**
     * The JDK's client for tokens and signing certificates, one for all, so that one thread is to be watched: it
     * follows no redirect, and uses the proxy of the JVM but for this machine itself, which alone is asked without TLS.
     *
     * @param connectTimeout {@code http.connect-timeout}, of whoever asks first
     */
    public synchronized HttpClient client(Duration connectTimeout) {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .sslContext(sslContext())
                    .connectTimeout(connectTimeout)
                    .proxy(new ProxyOfTheJvm(ProxySelector.getDefault()))
                    .build();
        }
        return client;
    }

    public SSLContext sslContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no TLS", impossible);
        }
    }

    private static List<X509Certificate> ofThisJava() throws GeneralSecurityException {
        return Arrays.stream(managers(null).getTrustManagers())
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                .toList();
    }

    private static TrustManagerFactory managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static List<X509Certificate> certificates(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream file = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(file).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }

    private static KeyStore store(List<X509Certificate> roots) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate root : roots) {
            store.setCertificateEntry("root-" + store.size(), root);
        }
        return store;
    }
}
