package org.referralconnectors.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.MsalInteractionRequiredException;
import com.microsoft.aad.msal4j.MsalServiceException;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import com.microsoft.aad.msal4j.SilentParameters;
import java.net.MalformedURLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Microsoft's own library takes the simulated Entra ID for the real one. */
class MsalTest {
    private static final SimulatedNetwork NETWORK = new SimulatedNetwork(Clock.systemUTC());
    private static final SimulatedEntra ENTRA = new SimulatedEntra(Clock.systemUTC());
    private static final SimulatedServer SERVER = NETWORK.host("entra", ENTRA);
    private static final String REFERRALS = "https://api.partner.microsoft.com/user_impersonation";
    private static final String REGISTRATION = "https://api.partnercenter.microsoft.com/user_impersonation";

    @AfterAll
    static void close() {
        NETWORK.close();
    }

    @Test
    void getsAnApplicationTokenWithASecretAndIsRefusedWithAWrongOne() throws Exception {
        register("secret-app", null);
        var scopes = Set.of(SimulatedRegistration.AUDIENCE + "/.default");
        var parameters = ClientCredentialParameters.builder(scopes).build();

        IAuthenticationResult result = app("secret-app", ClientCredentialFactory.createFromSecret("right"))
                .acquireToken(parameters)
                .join();

        Tokens.Checked token = check(result, SimulatedRegistration.AUDIENCE);
        assertThat(token.valid()).isTrue();
        assertThat(token.appOnly()).isTrue();
        assertThatThrownBy(() -> app("secret-app", ClientCredentialFactory.createFromSecret("wrong"))
                        .acquireToken(parameters)
                        .join())
                .hasCauseInstanceOf(MsalServiceException.class)
                .hasMessageContaining("AADSTS7000215");
    }

    @Test
    void provesItselfWithTheRegisteredCertificateOnly() throws Exception {
        Identity registered = identity();
        register("certificate-app", registered);
        Identity other = identity();
        var parameters = ClientCredentialParameters.builder(Set.of(ReferralsApi.AUDIENCE + "/.default"))
                .build();

        assertThat(check(
                                app("certificate-app", credential(registered))
                                        .acquireToken(parameters)
                                        .join(),
                                ReferralsApi.AUDIENCE)
                        .application())
                .isEqualTo("certificate-app");
        assertThatThrownBy(() -> app("certificate-app", credential(other))
                        .acquireToken(parameters)
                        .join())
                .hasMessageContaining("AADSTS700027");
    }

    @Test
    void importsARefreshTokenAndThenServesBothAudiencesSilentlyWithRotatedOnes() throws Exception {
        register("user-app", null);
        ENTRA.singleUse(true);
        var app = app("user-app", ClientCredentialFactory.createFromSecret("right"));
        String imported = ENTRA.consent("user-app");

        IAuthenticationResult first = app.acquireToken(RefreshTokenParameters.builder(Set.of(REFERRALS), imported)
                        .build())
                .join();

        assertThat(check(first, ReferralsApi.AUDIENCE).multiFactor()).isTrue();
        assertThat(check(first, ReferralsApi.AUDIENCE).hasScope("user_impersonation"))
                .isTrue();
        assertThat(storedRefreshToken(app)).isNotEqualTo(imported);
        IAuthenticationResult second = silently(app, REGISTRATION);
        assertThat(check(second, SimulatedRegistration.AUDIENCE).valid()).isTrue();
        assertThat(check(second, ReferralsApi.AUDIENCE).valid()).isFalse();
        String rotated = storedRefreshToken(app);
        silently(app, REFERRALS);
        assertThat(storedRefreshToken(app)).isNotEqualTo(rotated);
        ENTRA.singleUse(false);
    }

    @Test
    void learnsThatAnOperatorHasToSignInAgainWhenTheConsentIsGone() throws Exception {
        register("revoked-app", null);
        var app = app("revoked-app", ClientCredentialFactory.createFromSecret("right"));
        app.acquireToken(RefreshTokenParameters.builder(Set.of(REFERRALS), ENTRA.consent("revoked-app"))
                        .build())
                .join();

        ENTRA.revokeAll();

        assertThatThrownBy(() -> silently(app, REGISTRATION))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(MsalInteractionRequiredException.class);
    }

    private static void register(String clientId, Identity identity) {
        ENTRA.register(new Application(
                UserTokens.TENANT,
                clientId,
                "right",
                identity == null ? null : identity.certificate(),
                Set.of(ReferralsApi.AUDIENCE, SimulatedRegistration.AUDIENCE)));
    }

    private static ConfidentialClientApplication app(String clientId, IClientCredential credential)
            throws MalformedURLException {
        return ConfidentialClientApplication.builder(clientId, credential)
                .authority(SERVER.url() + "/" + UserTokens.TENANT + "/")
                .validateAuthority(false)
                .instanceDiscovery(false)
                .sslSocketFactory(NETWORK.pki().clientContext().getSocketFactory())
                .build();
    }

    /** Said again, the authority keeps its port, which an account's environment lacks. */
    private static IAuthenticationResult silently(ConfidentialClientApplication app, String scope) throws Exception {
        var account = app.getAccounts().join().iterator().next();
        return app.acquireTokenSilently(SilentParameters.builder(Set.of(scope), account)
                        .authorityUrl(app.authority())
                        .forceRefresh(true)
                        .build())
                .join();
    }

    private static String storedRefreshToken(ConfidentialClientApplication app) throws Exception {
        JsonNode cache = Jwt.JSON.readTree(app.tokenCache().serialize());
        return cache.path("RefreshToken").elements().next().path("secret").asText();
    }

    private static Tokens.Checked check(IAuthenticationResult result, String audience) {
        return ENTRA.tokens().check("Bearer " + result.accessToken(), audience);
    }

    private static IClientCredential credential(Identity identity) {
        return ClientCredentialFactory.createFromCertificate(identity.key(), identity.certificate());
    }

    private static Identity identity() {
        Instant now = Instant.now();
        return new CertificateOrder(
                        "CN=client",
                        new GeneralName[0],
                        CertificateOrder.keys("RSA", 2048),
                        now.minus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(1)),
                        false)
                .selfSigned();
    }
}
