package org.referralconnectors.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.settings.SettingsException;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Identity;
import org.referralconnectors.simulated.NotificationPki;

class CredentialsTest {

    @TempDir
    Path folder;

    private final Identity identity = new NotificationPki(Clock.systemUTC()).leaf();
    private EntraFixture entra;

    @BeforeEach
    void useACertificateInsteadOfASecret() {
        entra = new EntraFixture(folder);
        Path file = EntraFixture.pkcs12(folder.resolve("client.p12"), identity, "opens");
        entra.settings.remove("dynamics.client-secret");
        entra.settings.setProperty("dynamics.client-certificate", file.toString());
        entra.settings.setProperty("dynamics.client-certificate-password", "opens");
    }

    @AfterEach
    void stop() {
        entra.close();
    }

    @Test
    void theKeyOfACertificateSignsWhatProvesTheApplication() throws Exception {
        AtomicReference<String> form = new AtomicReference<>();
        Answer token = Answer.json(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("access_token", "token")
                        .put("expires_in", 3600));
        String url = entra.network
                .host("authority", call -> {
                    form.set(call.text());
                    return token;
                })
                .url();
        entra.settings.setProperty("dynamics.authority", url);

        assertThat(entra.process(new InMemorySecrets()).token(Audience.DYNAMICS))
                .isEqualTo("token");
        String[] assertion = parameter(form.get(), "client_assertion").split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(identity.certificate());
        signature.update((assertion[0] + "." + assertion[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(assertion[2])))
                .isTrue();
        JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(assertion[1]));
        assertThat(claims.path("iss").asText()).isEqualTo(EntraFixture.DYNAMICS_APP);
        assertThat(claims.path("aud").asText()).isEqualTo(url + "/" + EntraFixture.TENANT + "/oauth2/v2.0/token");
    }

    @Test
    void aWrongPasswordIsAProblemOfItsSettings() {
        entra.settings.setProperty("dynamics.client-certificate-password", "does not open");
        Settings settings = Settings.load(entra.settings, Map.of(), new Properties());

        assertThatThrownBy(settings::validate).hasMessageContaining("dynamics.client-certificate:");
        assertThatThrownBy(() -> Credentials.ofDynamics(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("dynamics.client-certificate:")
                .hasMessageNotContaining("does not open");
    }

    @Test
    void aKeyThatIsNotRsaIsAProblemOfItsSettings() {
        EntraFixture.pkcs12(folder.resolve("client.p12"), entra.network.pki().server(), "opens");
        Settings settings = Settings.load(entra.settings, Map.of(), new Properties());

        assertThatThrownBy(settings::validate).hasMessageContaining("RSA");
    }

    @Test
    void noSecretIsPrinted() {
        entra.settings.remove("dynamics.client-certificate");
        entra.settings.setProperty("dynamics.client-secret", EntraFixture.SECRET);
        Settings settings = Settings.load(entra.settings, Map.of(), new Properties());

        assertThat(Credentials.ofDynamics(settings).toString())
                .contains(EntraFixture.DYNAMICS_APP)
                .doesNotContain(EntraFixture.SECRET);
    }

    private static String parameter(String form, String name) {
        String after = form.substring(form.indexOf(name + "=") + name.length() + 1);
        return URLDecoder.decode(after.split("&")[0], StandardCharsets.UTF_8);
    }
}
