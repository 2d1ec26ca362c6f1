package org.referralconnectors.simulated;

import java.security.cert.X509Certificate;
import java.util.Set;

/**
 * An application registered with the simulated Entra ID.
 *
 * @param tenant the one tenant in which it is known
 * @param secret {@code null} when it has none
 * @param certificate {@code null} when it has none
 * @param resources the audiences that it was given consent for
 * @param redirects where a sign-in may end
 */
public record Application(
        String tenant,
        String clientId,
        String secret,
        X509Certificate certificate,
        Set<String> resources,
        Set<String> redirects) {

    /** With the redirect of a command line. */
    public Application(
            String tenant, String clientId, String secret, X509Certificate certificate, Set<String> resources) {
        this(tenant, clientId, secret, certificate, resources, Set.of("http://localhost"));
    }
}
