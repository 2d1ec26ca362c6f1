package org.referralconnectors.auth;

import java.time.Duration;
import java.util.Optional;

/** There is no token to be had. Holds no token, secret or name of a person. */
public final class TokenException extends RuntimeException {

    /** What a failure asks for: another credential, another consent, or patience. */
    public enum Kind {
        UNAUTHORISED,
        CONSENT_LOST,
        TRANSIENT
    }

    private static final long serialVersionUID = 1;

    private final String system;
    private final Kind kind;
    private final String code;
    private final String remedy;
    private final Duration retryAfter;

    TokenException(String system, Kind kind, String code, String remedy, Duration retryAfter, Throwable cause) {
        super("no token for " + system + " (" + code + "): " + remedy, cause);
        this.system = system;
        this.kind = kind;
        this.code = code;
        this.remedy = remedy;
        this.retryAfter = retryAfter;
    }

    public String system() {
        return system;
    }

    public Kind kind() {
        return kind;
    }

    /** OAuth's code with Entra's, such as {@code invalid_client AADSTS7000215}, or what went wrong on the way. */
    public String code() {
        return code;
    }

    /** What an operator can do, naming the setting or command. */
    public String remedy() {
        return remedy;
    }

    /** How long the service asked to be left alone. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
