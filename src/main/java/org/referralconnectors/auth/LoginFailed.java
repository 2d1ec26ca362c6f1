package org.referralconnectors.auth;

/** A sign-in that came to nothing, and what to do about it; its message holds no code, token or state. */
public final class LoginFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    LoginFailed(String message) {
        super(message);
    }
}
