package org.referralconnectors.auth;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.simulated.AdjustableClock;
import org.referralconnectors.simulated.Application;
import org.referralconnectors.simulated.Identity;
import org.referralconnectors.simulated.SimulatedEntra;
import org.referralconnectors.simulated.SimulatedNetwork;
import org.referralconnectors.simulated.SimulatedServer;
import org.referralconnectors.store.Secrets;

/** A simulated Entra ID that knows one app registration for each system, and processes that ask it for tokens. */
final class EntraFixture implements AutoCloseable {

    static final String DYNAMICS = "https://contoso.crm.dynamics.com";
    static final String REFERRALS = "https://api.partner.microsoft.com";
    static final String REGISTRATION = "https://api.partnercenter.microsoft.com";
    static final String TENANT = "0a0a0a0a-0000-4000-8000-000000000001";
    static final String PARTNER_APP = "0a0a0a0a-0000-4000-8000-000000000002";
    static final String DYNAMICS_APP = "0a0a0a0a-0000-4000-8000-000000000003";
    static final String SECRET = "s3cr3t~never.shown";

    final AdjustableClock clock = new AdjustableClock();
    final SimulatedNetwork network = new SimulatedNetwork(Clock.systemUTC());
    final SimulatedEntra entra = new SimulatedEntra(Clock.systemUTC());
    final SimulatedServer server = network.host("entra", entra);
    final Properties settings = new Properties();
    private final Trust trust;

    EntraFixture(Path folder) {
        Path roots = network.pki().writeRoots(folder.resolve("roots.pem"));
        trust = Trust.of(Optional.of(roots));
        register();
        settings.setProperty("dynamics.url", DYNAMICS);
        settings.setProperty("http.response-timeout", "PT20S");
        for (String side : Set.of("dynamics", "partner-center")) {
            settings.setProperty(side + ".authority", server.url());
            settings.setProperty(side + ".tenant-id", TENANT);
            settings.setProperty(side + ".client-secret", SECRET);
        }
        settings.setProperty("dynamics.client-id", DYNAMICS_APP);
        settings.setProperty("partner-center.client-id", PARTNER_APP);
    }

    /** Both app registrations as they should be. */
    void register() {
        entra.register(new Application(TENANT, PARTNER_APP, SECRET, null, Set.of(REFERRALS, REGISTRATION)));
        entra.register(new Application(TENANT, DYNAMICS_APP, SECRET, null, Set.of(DYNAMICS)));
    }

    Trust trust() {
        return trust;
    }

    /** The tokens of one process. */
    Tokens process(Secrets store) {
        return Tokens.of(Settings.load(settings, Map.of(), new Properties()), store, trust, clock);
    }

    Tokens process(Secrets store, Trust other) {
        return Tokens.of(Settings.load(settings, Map.of(), new Properties()), store, other, clock);
    }

    /** Lets an operator sign in and put the refresh token into the settings. */
    String consent() {
        String refreshToken = entra.consent(PARTNER_APP);
        settings.setProperty("partner-center.refresh-token", refreshToken);
        return refreshToken;
    }

    long requests() {
        return network.traffic().count("entra");
    }

    static Path pkcs12(Path file, Identity identity, String password) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] chain = {identity.certificate()};
            store.setKeyEntry("client", identity.key(), password.toCharArray(), chain);
            store.store(out, password.toCharArray());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
