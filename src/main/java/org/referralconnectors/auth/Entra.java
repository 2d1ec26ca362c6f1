package org.referralconnectors.auth;

import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import java.net.MalformedURLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.referralconnectors.auth.TokenException.Kind;

/** Entra ID as one app registration sees it. */
public final class Entra {

    private final Credentials credentials;
    private final EntraHttp http;
    private final Clock clock;

    public Entra(Credentials credentials, Trust trust, Duration connectTimeout, Duration responseTimeout, Clock clock) {
        this.credentials = credentials;
        this.http = new EntraHttp(credentials.system(), trust, connectTimeout, responseTimeout, clock);
        this.clock = clock;
    }

    /**
     * A client that remembers nothing yet. The authority is the operator's own choice, so nobody is asked whether it is one
     * of Microsoft's, and private ones work alike.
     */
    ConfidentialClientApplication client() {
        try {
            return ConfidentialClientApplication.builder(credentials.clientId(), credentials.proof())
                    .authority(authority())
                    .validateAuthority(false)
                    .instanceDiscovery(false)
                    .httpClient(http)
                    .build();
        } catch (MalformedURLException notAnAddress) {
            throw new IllegalArgumentException(authority(), notAnAddress);
        }
    }

    String authority() {
        return credentials.authorityOfTenant();
    }

    Token token(CompletableFuture<IAuthenticationResult> request) {
        IAuthenticationResult result = await(request);
        return Token.of(result.accessToken(), result.expiresOnDate().toInstant(), clock.instant());
    }

    <T> T await(CompletableFuture<T> request) {
        try {
            return request.join();
        } catch (CompletionException failed) {
            throw translated(failed);
        }
    }

    TokenException noConsent() {
        return new TokenException(
                credentials.system(), Kind.CONSENT_LOST, "no_refresh_token", Refusal.consent(), null, null);
    }

    private RuntimeException translated(CompletionException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof TokenException ours) {
                return ours;
            }
        }
        String remedy = "Entra ID answered what is no token; it is asked again";
        return new TokenException(credentials.system(), Kind.TRANSIENT, "unreadable_answer", remedy, null, null);
    }
}
