package org.referralconnectors.auth;

import org.referralconnectors.store.Secrets;

/** The one stored consent, which several processes may renew at the same time. */
record ConsentStore(Secrets secrets) {

    private static final String NAME = "partner-center.consent";

    record Kept(Consent consent, long version) {}

    Kept read() {
        return secrets.read(NAME)
                .map(secret -> new Kept(Consent.parse(secret.text()), secret.version()))
                .orElse(new Kept(Consent.NONE, 0));
    }

    /** Stores what a person just agreed to, over whatever is there, readable or not. */
    void signedIn(Consent consent) {
        long version;
        do {
            version = secrets.read(NAME).map(Secrets.Secret::version).orElse(0L);
        } while (!secrets.replace(NAME, consent.text(), version));
    }

    boolean hasMovedSince(Kept kept) {
        return read().version() != kept.version();
    }

    /** Stores what an import brought, unless another process imported meanwhile: its token may be rotated by now. */
    void imported(Kept before, Consent after) {
        Kept now = before;
        while (now.consent().imported().equals(before.consent().imported())
                && !secrets.replace(NAME, after.text(), now.version())) {
            now = read();
        }
    }

    /**
     * Stores what a refresh brought. Where another process wrote meanwhile, a refresh token that changed there is at
     * least as new as ours and stays; otherwise only the access tokens moved, and ours are added to them.
     */
    void refreshed(Kept before, Consent after) {
        Kept now = before;
        while (now.consent().hasSameRefreshTokensAs(before.consent())
                && !secrets.replace(NAME, now.consent().with(after).text(), now.version())) {
            now = read();
        }
    }
}
