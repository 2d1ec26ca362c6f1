package org.referralconnectors.auth;

import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import com.microsoft.aad.msal4j.SilentParameters;
import java.net.MalformedURLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.referralconnectors.auth.TokenException.Kind;
import org.referralconnectors.store.Secrets;

/**
 * Tokens of the service account that consented, by its refresh token. Each fetch starts from what the store holds and
 * ends by writing back what Entra ID rotated, so that replicas share one consent and a restart goes on with it.
 */
public final class PartnerAccount {

    private static final int TRIES = 3;

    private final Entra entra;
    private final ConsentStore store;
    private final String refreshToken;

    /** @param refreshToken the one in the settings, or empty text */
    public PartnerAccount(Entra entra, Secrets secrets, String refreshToken) {
        this.entra = entra;
        this.store = new ConsentStore(secrets);
        this.refreshToken = refreshToken;
    }

    /**
     * One fetch at a time, of all processes: two audiences share one refresh token, and each use may rotate it. What
     * another process has fetched meanwhile is taken.
     *
     * @param last the token that can't be used any longer, or null
     */
    synchronized Token token(String scope, String last) {
        return store.alone(() -> fetched(Set.of(scope), last));
    }

    private Token fetched(Set<String> scopes, String last) {
        TokenException refused = null;
        for (int i = 0; i < TRIES; i++) {
            ConsentStore.Kept kept = store.read();
            try {
                return token(kept, scopes, last);
            } catch (TokenException failed) {
                refused = failed;
                if (failed.kind() != Kind.CONSENT_LOST || !store.hasMovedSince(kept)) {
                    throw failed;
                }
            }
        }
        throw refused;
    }

    /** When it ends unless it is used before; empty without one. */
    Optional<Instant> consentEnds() {
        return store.read().consent().ends();
    }

    private Token token(ConsentStore.Kept kept, Set<String> scopes, String last) {
        ConfidentialClientApplication client = entra.client();
        if (isToBeImported(kept.consent())) {
            Token token = entra.token(client.acquireToken(
                    RefreshTokenParameters.builder(scopes, refreshToken).build()));
            store.imported(
                    kept,
                    Consent.of(Fingerprint.of(refreshToken), client.tokenCache().serialize()));
            return token;
        }
        client.tokenCache().deserialize(kept.consent().cache().toString());
        Token token = entra.token(silently(client, scopes, false));
        if (token.text().equals(last)) {
            token = entra.token(silently(client, scopes, true));
        }
        store.refreshed(
                kept, Consent.of(kept.consent().imported(), client.tokenCache().serialize()));
        return token;
    }

    private boolean isToBeImported(Consent consent) {
        return !refreshToken.isEmpty() && !Fingerprint.matches(consent.imported(), refreshToken);
    }

    private CompletableFuture<IAuthenticationResult> silently(
            ConfidentialClientApplication client, Set<String> scopes, boolean renewed) {
        IAccount account =
                entra.await(client.getAccounts()).stream().findFirst().orElseThrow(entra::noConsent);
        try {
            return client.acquireTokenSilently(SilentParameters.builder(scopes, account)
                    // Said again because msal4j would take the host of the cached account, which lacks the port.
                    .authorityUrl(entra.authority())
                    .forceRefresh(renewed)
                    .build());
        } catch (MalformedURLException notAnAddress) {
            throw new IllegalArgumentException(entra.authority(), notAnAddress);
        }
    }
}
