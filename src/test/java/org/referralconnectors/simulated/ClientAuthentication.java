package org.referralconnectors.simulated;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides whether a token request comes from the application that it names: by secret, or by a signed assertion (RFC
 * 7523).
 */
final class ClientAuthentication {
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Clock clock;
    private final EntraError errors;
    private final Set<String> expired = ConcurrentHashMap.newKeySet();

    ClientAuthentication(Clock clock) {
        this.clock = clock;
        this.errors = new EntraError(clock);
    }

    void expireSecret(String clientId) {
        expired.add(clientId);
    }

    void check(Application application, Map<String, String> form, String tokenEndpoint) {
        if (form.containsKey("client_assertion")) {
            checkAssertion(application, form, tokenEndpoint);
        } else {
            checkSecret(application, form.get("client_secret"));
            if (expired.contains(application.clientId())) {
                throw invalid(7000222, "The provided client secret keys for app are expired.");
            }
        }
    }

    private void checkSecret(Application application, String secret) {
        if (secret == null || secret.isEmpty()) {
            throw invalid(
                    7000218,
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }
        if (!secret.equals(application.secret())) {
            throw invalid(7000215, "Invalid client secret provided.");
        }
    }

    private void checkAssertion(Application application, Map<String, String> form, String tokenEndpoint) {
        if (!ASSERTION_TYPE.equals(form.get("client_assertion_type"))) {
            throw invalid(50027, "Invalid JWT token. The assertion type is not supported.");
        }
        Jwt assertion = parse(form.get("client_assertion"));
        if (application.certificate() == null || !names(assertion, application.certificate())) {
            throw invalid(
                    700027, "The certificate with identifier used to sign the client assertion is not registered.");
        }
        if (!assertion.isSignedBy(application.certificate().getPublicKey())) {
            throw invalid(700027, "Client assertion failed signature validation.");
        }
        checkClaims(assertion, application.clientId(), tokenEndpoint);
    }

    private void checkClaims(Jwt assertion, String clientId, String tokenEndpoint) {
        var claims = assertion.claims();
        if (!claims.path("iss").asText().equals(clientId)
                || !claims.path("sub").asText().equals(clientId)) {
            throw invalid(700021, "Client assertion application identifier doesn't match 'client_id' parameter.");
        }
        if (!claims.path("aud").asText().equals(tokenEndpoint)) {
            throw invalid(50013, "Assertion failed audience validation.");
        }
        long now = clock.instant().getEpochSecond();
        if (claims.path("exp").asLong() <= now || claims.path("nbf").asLong() > now + 300) {
            throw invalid(700024, "Client assertion is not within its valid time range.");
        }
    }

    private Jwt parse(String assertion) {
        try {
            return Jwt.parse(assertion);
        } catch (IllegalArgumentException e) {
            throw invalid(50027, "Invalid JWT token.");
        }
    }

    private static boolean names(Jwt assertion, X509Certificate certificate) {
        return named(assertion, "x5t").equals(thumbprint("SHA-1", certificate))
                || named(assertion, "x5t#S256").equals(thumbprint("SHA-256", certificate));
    }

    /** In either alphabet of base64: msal4j doesn't send the URL-safe one. */
    private static String named(Jwt assertion, String header) {
        return assertion
                .header()
                .path(header)
                .asText()
                .replace('+', '-')
                .replace('/', '_')
                .replace("=", "");
    }

    private static String thumbprint(String hash, X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance(hash).digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Refusal invalid(int code, String text) {
        return errors.of(401, "invalid_client", code, text);
    }
}
