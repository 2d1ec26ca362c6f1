package org.referralconnectors.auth;

/** Whom a token is for. The referrals API and the webhook registration of Partner Center take different ones. */
public enum Audience {
    DYNAMICS("dynamics"),
    PARTNER_CENTER("partner-center"),
    PARTNER_REGISTRATION("partner-center");

    private final String system;

    Audience(String system) {
        this.system = system;
    }

    /** The name under which operators pause and resume what this token opens. */
    public String system() {
        return system;
    }
}
