package org.referralconnectors.auth;

import static org.referralconnectors.settings.Setting.HTTP_CONNECT_TIMEOUT;
import static org.referralconnectors.settings.Setting.HTTP_RESPONSE_TIMEOUT;

import com.microsoft.aad.msal4j.AuthenticationErrorCode;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.MsalException;
import java.net.MalformedURLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.referralconnectors.auth.TokenException.Kind;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.values.Guid;

/** Entra ID as one app registration sees it. */
public final class Entra {

    private static final Pattern GUID = Pattern.compile(Guid.ANY_CASE);

    private final Credentials credentials;
    private final EntraHttp http;
    private final Clock clock;

    public Entra(Credentials credentials, Trust trust, Duration connectTimeout, Duration responseTimeout, Clock clock) {
        this.credentials = credentials;
        this.http = new EntraHttp(credentials.system(), trust, connectTimeout, responseTimeout, clock);
        this.clock = clock;
    }

    static Entra of(Credentials credentials, Settings settings, Trust trust, Clock clock) {
        return new Entra(
                credentials,
                trust,
                settings.duration(HTTP_CONNECT_TIMEOUT),
                settings.duration(HTTP_RESPONSE_TIMEOUT),
                clock);
    }

    /** The tenant's GUID; where the settings give a domain, Entra ID is asked for it. */
    String tenant() {
        if (Guid.isOne(credentials.tenantId())) {
            return credentials.tenantId();
        }
        Matcher issuer = GUID.matcher(http.text(authority() + "v2.0/.well-known/openid-configuration"));
        return issuer.find() ? issuer.group() : credentials.tenantId();
    }

    /**
     * A client that remembers nothing yet. The authority is the operator's own choice, so nobody is asked whether it is
     * one of Microsoft's, and private ones work alike.
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

    /** From asking for a connection to the answer's last byte. */
    Duration longestExchange() {
        return http.longestExchange();
    }

    String clientId() {
        return credentials.clientId();
    }

    String authority() {
        return credentials.authorityOfTenant();
    }

    Token token(CompletableFuture<IAuthenticationResult> request) {
        IAuthenticationResult result = await(request);
        if (result.accessToken() == null || result.accessToken().isBlank()) {
            throw unreadable();
        }
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
        return failure(Kind.CONSENT_LOST, "no_refresh_token", Refusal.consent());
    }

    private TokenException translated(CompletionException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof TokenException ours) {
                return ours;
            }
            if (cause instanceof MsalException msal && AuthenticationErrorCode.CACHE_MISS.equals(msal.errorCode())) {
                return noConsent();
            }
        }
        return unreadable();
    }

    /** Without a cause: the parser's message quotes the answer. */
    private TokenException unreadable() {
        return failure(Kind.TRANSIENT, "unreadable_answer", "Entra ID answered what is no token; it is asked again");
    }

    private TokenException failure(Kind kind, String code, String remedy) {
        return new TokenException(credentials.system(), kind, code, remedy, null, null);
    }
}
