package org.referralconnectors.auth;

import static org.referralconnectors.settings.Setting.*;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.IClientCredential;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.referralconnectors.settings.Problem;
import org.referralconnectors.settings.Setting;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.settings.SettingsException;

/**
 * An app registration: where it is known, and what proves that we are it.
 *
 * @param authority Entra ID, such as {@code https://login.microsoftonline.com}, without the tenant
 * @param proof a client secret, or the key of a certificate
 */
public record Credentials(String system, URI authority, String tenantId, String clientId, IClientCredential proof) {

    public static Credentials ofDynamics(Settings settings) {
        IClientCredential proof = settings.path(DYNAMICS_CLIENT_CERTIFICATE)
                .map(file -> key(settings, DYNAMICS_CLIENT_CERTIFICATE, file, DYNAMICS_CLIENT_CERTIFICATE_PASSWORD))
                .orElseGet(() -> ClientCredentialFactory.createFromSecret(settings.secret(DYNAMICS_CLIENT_SECRET)));
        return new Credentials(
                Audience.DYNAMICS.system(),
                settings.uri(DYNAMICS_AUTHORITY),
                settings.text(DYNAMICS_TENANT_ID),
                settings.text(DYNAMICS_CLIENT_ID),
                proof);
    }

    public static Credentials ofPartnerCenter(Settings settings) {
        IClientCredential proof = settings.path(PARTNER_CENTER_CLIENT_CERTIFICATE)
                .map(file -> key(
                        settings, PARTNER_CENTER_CLIENT_CERTIFICATE, file, PARTNER_CENTER_CLIENT_CERTIFICATE_PASSWORD))
                .orElseGet(
                        () -> ClientCredentialFactory.createFromSecret(settings.secret(PARTNER_CENTER_CLIENT_SECRET)));
        return new Credentials(
                Audience.PARTNER_CENTER.system(),
                settings.uri(PARTNER_CENTER_AUTHORITY),
                settings.text(PARTNER_CENTER_TENANT_ID),
                settings.text(PARTNER_CENTER_CLIENT_ID),
                proof);
    }

    /** What msal4j calls the authority: the address with the tenant. */
    String authorityOfTenant() {
        return authority + "/" + tenantId + "/";
    }

    private static IClientCredential key(Settings settings, Setting certificate, Path file, Setting password) {
        try (InputStream pkcs12 = Files.newInputStream(file)) {
            return ClientCredentialFactory.createFromCertificate(pkcs12, settings.secret(password));
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new SettingsException(
                    List.of(new Problem(certificate.key(), "is not a PKCS#12 file that " + password.key() + " opens")));
        }
    }

    @Override
    public String toString() {
        return clientId + " at " + authorityOfTenant();
    }
}
