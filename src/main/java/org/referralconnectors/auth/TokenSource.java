package org.referralconnectors.auth;

/** Where a token of one audience is fetched. */
@FunctionalInterface
interface TokenSource {

    /**
     * @param last the text of the one fetched before, which can't be used any longer; null at first
     * @throws TokenException when there is none to be had
     */
    Token fetch(String last);
}
