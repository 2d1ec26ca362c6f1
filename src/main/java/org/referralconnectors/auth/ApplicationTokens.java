package org.referralconnectors.auth;

import com.microsoft.aad.msal4j.ClientCredentialParameters;
import java.util.Set;

/** Tokens of the application itself, by client credentials (RFC 6749 section 4.4). */
record ApplicationTokens(Entra entra, String scope) implements TokenSource {

    @Override
    public Token fetch(String last) {
        return entra.token(entra.client()
                .acquireToken(ClientCredentialParameters.builder(Set.of(scope)).build()));
    }
}
