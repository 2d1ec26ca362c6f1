package org.referralconnectors.auth;

import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * One sign-in of a person, from the address to open to the code's exchange: authorization code (RFC 6749 section 4.1)
 * with PKCE (RFC 7636) and a state, both fresh.
 */
public final class SignIn {

    private static final int RANDOM_BYTES = 32;

    private final ConfidentialClientApplication client;
    private final String clientId;
    private final String scope;
    private final URI redirect;
    private final String state;
    private final String verifier;

    /** @param state by which its answer is known, from {@link #newState} */
    SignIn(
            ConfidentialClientApplication client,
            String clientId,
            String scope,
            URI redirect,
            String state,
            SecureRandom random) {
        this.client = client;
        this.clientId = clientId;
        this.scope = scope;
        this.redirect = redirect;
        this.state = state;
        this.verifier = text(random);
    }

    /** Made before the sign-in, whose address is known only once somebody listens for the answer. */
    public static String newState(SecureRandom random) {
        return text(random);
    }

    /**
     * Where the person signs in; the account is always asked for, since a browser may be somebody else's there. The
     * answer comes in the query, which a person can copy; msal4j would have it posted.
     */
    public URI address() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", clientId);
        query.put("response_type", "code");
        query.put("response_mode", "query");
        query.put("redirect_uri", redirect.toString());
        query.put("scope", "openid profile offline_access " + scope);
        query.put("state", state);
        query.put("code_challenge", challenge());
        query.put("code_challenge_method", "S256");
        query.put("prompt", "select_account");
        return URI.create(client.authority()
                + "oauth2/v2.0/authorize?"
                + query.entrySet().stream()
                        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    /** @throws LoginFailed when the answer is an error, or of another sign-in */
    CompletableFuture<IAuthenticationResult> redeem(RedirectAnswer answer) {
        if (answer.state() != null && !answer.state().equals(state)) {
            throw new LoginFailed("The answer is not of this sign-in (another state): begin again, and use the address"
                    + " printed last");
        }
        if (!answer.error().isEmpty()) {
            throw refused(answer.error());
        }
        return client.acquireToken(AuthorizationCodeParameters.builder(answer.code(), redirect)
                .scopes(Set.of(scope))
                .codeVerifier(verifier)
                .build());
    }

    /** The cache with the refresh token, once redeemed. */
    String cache() {
        return client.tokenCache().serialize();
    }

    private static LoginFailed refused(String error) {
        return error.startsWith("access_denied")
                ? new LoginFailed("The sign-in was cancelled or refused (" + error + "): begin again and agree, or let"
                        + " an administrator grant consent to the app registration")
                : new LoginFailed("Entra ID refused the sign-in (" + error + "): check partner-center.client-id,"
                        + " partner-center.scope and the app registration's redirect URI http://localhost");
    }

    private String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String text(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
