package org.referralconnectors.settings;

import static org.referralconnectors.settings.Setting.*;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rules that need more than one setting. */
final class Requirements {

    private final Settings settings;
    private final List<Problem> problems = new ArrayList<>();

    Requirements(Settings settings) {
        this.settings = settings;
    }

    List<Problem> ofEveryCommand() {
        boolean shared = settings.text(STORE_URL).startsWith("jdbc:postgresql:");
        if (shared && !settings.has(STORE_ENCRYPTION_KEY)) {
            complain(
                    STORE_ENCRYPTION_KEY,
                    "is needed with PostgreSQL: 32 random bytes in base64" + orVariable(STORE_ENCRYPTION_KEY));
        }
        if (shared && settings.text(ROUTES_RELOAD).equals("true")) {
            complain(ROUTES_RELOAD, "is for one developer's process, not for several on PostgreSQL: say false");
        }
        ports();
        delays();
        return problems;
    }

    List<Problem> toConnect() {
        need(DYNAMICS_URL);
        credentials(
                DYNAMICS_TENANT_ID,
                DYNAMICS_CLIENT_ID,
                DYNAMICS_CLIENT_SECRET,
                DYNAMICS_CLIENT_CERTIFICATE,
                DYNAMICS_CLIENT_CERTIFICATE_PASSWORD);
        return ofPartnerCenter();
    }

    List<Problem> ofPartnerCenter() {
        credentials(
                PARTNER_CENTER_TENANT_ID,
                PARTNER_CENTER_CLIENT_ID,
                PARTNER_CENTER_CLIENT_SECRET,
                PARTNER_CENTER_CLIENT_CERTIFICATE,
                PARTNER_CENTER_CLIENT_CERTIFICATE_PASSWORD);
        return problems;
    }

    private void credentials(
            Setting tenant, Setting client, Setting secret, Setting certificate, Setting certificatePassword) {
        need(tenant);
        need(client);
        if (settings.has(secret) && settings.has(certificate)) {
            complain(certificate, "can't stand beside " + secret.key() + ": remove one of them");
        } else if (!settings.has(secret) && !settings.has(certificate)) {
            complain(secret, "is needed, or " + certificate.key() + " instead" + orVariable(secret));
        } else if (settings.has(certificate) && isWellFormed(certificate)) {
            certificateOpens(certificate, certificatePassword);
        }
    }

    private void certificateOpens(Setting certificate, Setting password) {
        try (InputStream file = Files.newInputStream(path(certificate))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, settings.secret(password).toCharArray());
            if (Collections.list(store.aliases()).stream().noneMatch(alias -> hasRsaKey(store, alias))) {
                complain(certificate, "holds no RSA key with its certificate: export both together");
            }
        } catch (Exception unreadable) {
            complain(certificate, "is not a PKCS#12 file that " + password.key() + " opens");
        }
    }

    private static boolean hasRsaKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias)
                    && store.getCertificate(alias).getPublicKey().getAlgorithm().equals("RSA");
        } catch (KeyStoreException notLoaded) {
            throw new IllegalStateException(notLoaded);
        }
    }

    private void ports() {
        String server = settings.text(CAMEL_SERVER_PORT);
        if (!server.equals("0") && server.equals(settings.text(CAMEL_MANAGEMENT_PORT))) {
            complain(CAMEL_MANAGEMENT_PORT, "must differ from " + CAMEL_SERVER_PORT.key());
        }
    }

    private void delays() {
        if (isWellFormed(SYNC_RETRY_INITIAL_DELAY)
                && isWellFormed(SYNC_RETRY_MAX_DELAY)
                && settings.duration(SYNC_RETRY_INITIAL_DELAY).compareTo(settings.duration(SYNC_RETRY_MAX_DELAY)) > 0) {
            complain(SYNC_RETRY_MAX_DELAY, "must not be shorter than " + SYNC_RETRY_INITIAL_DELAY.key());
        }
    }

    private boolean isWellFormed(Setting setting) {
        return setting.kind().accepts().test(settings.text(setting));
    }

    private void need(Setting setting) {
        if (!settings.has(setting)) {
            complain(setting, "is needed: " + setting.meaning() + orVariable(setting));
        }
    }

    private Path path(Setting setting) {
        return settings.path(setting).orElseThrow();
    }

    private void complain(Setting setting, String remedy) {
        problems.add(new Problem(setting.key(), remedy));
    }

    private static String orVariable(Setting setting) {
        return " (environment variable " + setting.environmentVariable() + ")";
    }
}
