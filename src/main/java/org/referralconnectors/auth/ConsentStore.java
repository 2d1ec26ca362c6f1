package org.referralconnectors.auth;

import java.time.Duration;
import java.util.function.Supplier;
import org.referralconnectors.auth.TokenException.Kind;
import org.referralconnectors.store.Secrets;
import org.referralconnectors.store.WrongKey;

/** The one stored consent, which several processes may renew at the same time. */
record ConsentStore(Secrets secrets) {

    private static final String NAME = "partner-center.consent";
    private static final String ANOTHER_KEY = "the stored consent was encrypted with another key: give that key back"
            + " (store.encryption-key, or the key file beside the store), or run `login`, which replaces the consent";

    record Kept(Consent consent, long version) {}

    /** @throws TokenException when it was stored under another key */
    Kept read() {
        try {
            return kept();
        } catch (WrongKey unreadable) {
            throw new TokenException("partner-center", Kind.CONSENT_LOST, "wrong_key", ANOTHER_KEY, null, unreadable);
        }
    }

    /**
     * Stores what a person just agreed to, over whatever is there, readable or not.
     *
     * @param refreshToken of the settings, which counts as imported; or empty text
     */
    void signedIn(String refreshToken, String cache) {
        Kept now;
        do {
            now = readable();
        } while (!secrets.replace(
                NAME,
                Consent.of(now.consent().importedWith(refreshToken), cache).text(),
                now.version()));
    }

    private Kept readable() {
        try {
            return kept();
        } catch (WrongKey unreadable) {
            return new Kept(Consent.NONE, unreadable.version());
        }
    }

    private Kept kept() {
        return secrets.read(NAME)
                .map(secret -> new Kept(Consent.parse(secret.text()), secret.version()))
                .orElse(new Kept(Consent.NONE, 0));
    }

    /** @param longest that the work may take */
    <T> T alone(Duration longest, Supplier<T> work) {
        return secrets.alone(NAME, longest, work);
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
