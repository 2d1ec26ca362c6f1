package org.referralconnectors.partnercenter;

import java.net.URI;

/**
 * What stands at one of the addresses from which signing certificates may come.
 *
 * @param answered whether the host said anything that it would say again
 * @param problem why it would not be believed; empty where it would
 */
public record SigningCertificate(URI url, boolean answered, String problem) {

    public boolean isTrusted() {
        return problem.isEmpty();
    }
}
