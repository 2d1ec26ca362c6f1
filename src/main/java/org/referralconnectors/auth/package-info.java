/** Tokens for the remote systems: one current token for each audience, fetched from Entra ID by msal4j. */
package org.referralconnectors.auth;
