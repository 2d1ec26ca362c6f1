package org.referralconnectors.simulated;

import java.util.Optional;

/** Decides about a bearer token: empty when it is good for that audience, else the answer that refuses it. */
@FunctionalInterface
public interface TokenCheck {
    /**
     * @param bearer the token without the word {@code Bearer}; null when the request had none
     * @param audience the organisation's URL, {@code https://host[:port]}
     */
    Optional<Answer> refusal(String bearer, String audience);
}
