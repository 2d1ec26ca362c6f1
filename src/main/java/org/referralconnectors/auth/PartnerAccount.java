package org.referralconnectors.auth;

import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import com.microsoft.aad.msal4j.SilentParameters;
import java.net.MalformedURLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.referralconnectors.auth.TokenException.Kind;
import org.referralconnectors.store.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens of the service account that consented, by its refresh token. Each fetch starts from what the store holds and
 * ends by writing back what Entra ID rotated, so that replicas share one consent and a restart goes on with it.
 */
public final class PartnerAccount {

    private static final Logger LOG = LoggerFactory.getLogger(PartnerAccount.class);
    private static final int ATTEMPTS = 3;

    /** What reading and writing a consent takes at most, beside the exchange with Entra ID. */
    private static final Duration STORE = Duration.ofSeconds(5);

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
        Set<String> scopes = Set.of(scope);
        Optional<Token> token = Optional.empty();
        for (int i = 1; token.isEmpty(); i++) {
            int attempt = i;
            token = store.alone(entra.longestExchange().plus(STORE), () -> attempt(scopes, last, attempt));
        }
        return token.get();
    }

    /** @return empty when there is something else to try: what is stored, or what came into the store meanwhile */
    private Optional<Token> attempt(Set<String> scopes, String last, int attempt) {
        ConsentStore.Kept kept = store.read();
        boolean imports = attempt == 1 && isToBeImported(kept.consent());
        try {
            return Optional.of(imports ? imported(kept, scopes) : refreshed(kept, scopes, last));
        } catch (TokenException refused) {
            boolean isOther = store.hasMovedSince(kept) || imports && kept.version() > 0;
            if (refused.kind() != Kind.CONSENT_LOST || attempt == ATTEMPTS || !isOther) {
                throw refused;
            }
            if (imports) {
                LOG.warn("partner-center.refresh-token is refused ({}); the stored consent serves on", refused.code());
            }
            return Optional.empty();
        }
    }

    /** When it ends unless it is used before; empty without one. */
    Optional<Instant> consentEnds() {
        return store.read().consent().ends();
    }

    private Token imported(ConsentStore.Kept kept, Set<String> scopes) {
        ConfidentialClientApplication client = entra.client();
        Token token = entra.token(client.acquireToken(
                RefreshTokenParameters.builder(scopes, refreshToken).build()));
        store.imported(
                kept,
                Consent.of(
                        kept.consent().importedWith(refreshToken),
                        client.tokenCache().serialize()));
        return token;
    }

    private Token refreshed(ConsentStore.Kept kept, Set<String> scopes, String last) {
        ConfidentialClientApplication client = entra.client();
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
        return !refreshToken.isEmpty() && !consent.hasImported(refreshToken);
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
