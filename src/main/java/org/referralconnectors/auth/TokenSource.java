package org.referralconnectors.auth;

/** Where a token of one audience is fetched. */
@FunctionalInterface
interface TokenSource {

    /**
     * @param renewed whether it must be a new one, not one that is remembered
     * @throws TokenException when there is none to be had
     */
    Token fetch(boolean renewed);
}
