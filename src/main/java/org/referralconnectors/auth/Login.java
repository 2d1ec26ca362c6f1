package org.referralconnectors.auth;

import static org.referralconnectors.settings.Setting.*;

import com.microsoft.aad.msal4j.IAuthenticationResult;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Secrets;

/** Obtains the consent of the Partner Center service account, and stores it for every process on the store. */
public final class Login {

    private final Entra entra;
    private final Secrets secrets;
    private final String scope;
    private final String registrationScope;
    private final String refreshToken;

    /** @param settings validated to sign in */
    public Login(Settings settings, Secrets secrets, Trust trust, Clock clock) {
        this.entra = Entra.of(Credentials.ofPartnerCenter(settings), settings, trust, clock);
        this.secrets = secrets;
        this.scope = settings.text(PARTNER_CENTER_SCOPE);
        this.registrationScope = settings.text(PARTNER_CENTER_REGISTRATION_SCOPE);
        this.refreshToken = settings.secret(PARTNER_CENTER_REFRESH_TOKEN);
    }

    /**
     * @param redirect where the browser is sent with the answer; loopback
     * @param state which the answer brings back
     */
    public SignIn begin(URI redirect, String state) {
        return new SignIn(entra.client(), entra.clientId(), scope, redirect, state, new SecureRandom());
    }

    /**
     * Exchanges the code, looks at what it brought, and stores it in the place of what was there. A refresh token in
     * the settings counts as imported: the sign-in is newer.
     *
     * @return who signed in, for the terminal
     * @throws LoginFailed when there is no code or the account can't do; then nothing is stored
     * @throws TokenException when Entra ID refuses the code
     */
    public String complete(SignIn signIn, RedirectAnswer answer) {
        IAuthenticationResult result = entra.await(signIn.redeem(answer));
        TokenClaims identity = TokenClaims.of(result.idToken());
        requireOurTenant(
                identity.tenant().or(() -> TokenClaims.of(result.accessToken()).tenant()));
        requireSecondFactor(TokenClaims.of(result.accessToken()));
        new ConsentStore(secrets).signedIn(refreshToken, signIn.cache());
        return identity.user().orElse("the account");
    }

    /** Why the same consent does not open the webhook registration; empty when it does. */
    public Optional<TokenException> registrationRefused() {
        try {
            new PartnerAccount(entra, secrets, refreshToken).token(registrationScope, null);
            return Optional.empty();
        } catch (TokenException refused) {
            return Optional.of(refused);
        }
    }

    private void requireOurTenant(Optional<String> tenant) {
        String ours = entra.tenant();
        if (tenant.isPresent() && !tenant.get().equalsIgnoreCase(ours)) {
            throw new LoginFailed(
                    "The account signed in to tenant " + tenant.get() + ", but partner-center.tenant-id is " + ours
                            + ": sign in with the service account of the partner tenant, or correct the setting");
        }
    }

    private static void requireSecondFactor(TokenClaims claims) {
        if (claims.lacksSecondFactor()) {
            throw new LoginFailed("The sign-in had no second factor, and Partner Center refuses such a token: give the"
                    + " service account multi-factor authentication (Entra admin center > Protection > Conditional"
                    + " Access or Per-user MFA), then begin again in a private window");
        }
    }
}
