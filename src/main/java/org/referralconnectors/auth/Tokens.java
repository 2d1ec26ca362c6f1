package org.referralconnectors.auth;

import static org.referralconnectors.settings.Setting.*;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Secrets;

/** The tokens in use. Any number of threads may ask; in a token's life one request goes to Entra ID. */
public final class Tokens {

    private final Map<Audience, CurrentToken> current = new EnumMap<>(Audience.class);
    private final Supplier<Optional<Instant>> consent;

    /** @param consent when it ends */
    Tokens(Map<Audience, TokenSource> sources, Supplier<Optional<Instant>> consent, Clock clock) {
        this.consent = consent;
        sources.forEach((audience, source) -> current.put(audience, new CurrentToken(source, clock)));
    }

    /** @param settings validated to connect */
    public static Tokens of(Settings settings, Secrets secrets, Trust trust, Clock clock) {
        return of(settings, secrets, trust, clock, Set.of(Audience.values()));
    }

    /** @param wanted whose settings are valid; there are no tokens for others */
    public static Tokens of(Settings settings, Secrets secrets, Trust trust, Clock clock, Set<Audience> wanted) {
        Map<Audience, TokenSource> sources = new EnumMap<>(Audience.class);
        Supplier<Optional<Instant>> consent = Optional::empty;
        if (wanted.contains(Audience.DYNAMICS)) {
            Entra dynamics = Entra.of(Credentials.ofDynamics(settings), settings, trust, clock);
            sources.put(Audience.DYNAMICS, new ApplicationTokens(dynamics, settings.uri(DYNAMICS_URL) + "/.default"));
        }
        if (wanted.contains(Audience.PARTNER_CENTER)) {
            Entra partner = Entra.of(Credentials.ofPartnerCenter(settings), settings, trust, clock);
            PartnerAccount account =
                    new PartnerAccount(partner, secrets, settings.secret(PARTNER_CENTER_REFRESH_TOKEN));
            String referrals = settings.text(PARTNER_CENTER_SCOPE);
            String registration = settings.text(PARTNER_CENTER_REGISTRATION_SCOPE);
            sources.put(Audience.PARTNER_CENTER, last -> account.token(referrals, last));
            sources.put(Audience.PARTNER_REGISTRATION, last -> account.token(registration, last));
            consent = account::consentEnds;
        }
        return new Tokens(sources, consent, clock);
    }

    /**
     * The token to send now.
     *
     * @throws TokenException when there is none and none is to be had
     */
    public String token(Audience audience) {
        return current.get(audience).text();
    }

    /** To be called when a system answers 401: the token is not given out again, and the next is a new one. */
    public void drop(String refused) {
        current.values().forEach(token -> token.drop(refused));
    }

    /** Why the last fetch failed, also while the token before is still good; empty after a success. */
    public Optional<TokenException> failure(Audience audience) {
        return current.get(audience).failure();
    }

    /** When the token ends that can't be renewed; empty while renewing works. */
    public Optional<Instant> lapses(Audience audience) {
        return current.get(audience).lapses();
    }

    /** When the consent for Partner Center ends unless it is used before; empty without one. */
    public Optional<Instant> consentEnds() {
        return consent.get();
    }
}
