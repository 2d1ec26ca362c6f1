package org.referralconnectors.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.ops.Ahead;
import org.referralconnectors.simulated.AdjustableClock;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Notices;
import org.referralconnectors.store.StoreSettings;

/** Credentials that end are announced while there is time. */
class AheadTest {

    @TempDir
    Path folder;

    private final AdjustableClock clock = new AdjustableClock();
    private final Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    private Optional<Instant> consentEnds = Optional.empty();
    private boolean refused;

    @Test
    void aConsentThatNobodyUsesIsAnnouncedTwoWeeksAhead() {
        assertThat(warnings()).isEmpty();
        consentEnds = Optional.of(now.plus(Duration.ofDays(15)));
        assertThat(warnings()).isEmpty();
        consentEnds = Optional.of(now.plus(Duration.ofDays(13)));
        assertThat(warnings()).contains("ends at " + consentEnds.get() + " unless it is used before", "login");
    }

    @Test
    void aConsentLastsNinetyDaysFromItsLastUse() {
        String cache = "{\"AccessToken\": {\"a\": {\"cached_at\": \"1772366400\"}, \"b\": {\"cached_at\": \"1\"}}}";
        assertThat(Consent.of(Set.of(), cache).ends()).hasValue(Instant.parse("2026-05-30T12:00:00Z"));
        assertThat(Consent.NONE.ends()).isEmpty();
    }

    @Test
    void aTokenThatCanNotBeRenewedIsAnnouncedBeforeItEnds() {
        Tokens tokens = tokens();
        tokens.token(Audience.DYNAMICS);
        clock.advance(Duration.ofMinutes(58));
        refused = true;
        tokens.token(Audience.DYNAMICS);
        assertThat(warnings(tokens))
                .contains("The token for dynamics can't be renewed and ends at " + now.plus(Duration.ofHours(1))
                        + ": set it anew");
        clock.advance(Duration.ofMinutes(3));
        assertThatThrownBy(() -> tokens.token(Audience.DYNAMICS)).isInstanceOf(TokenException.class);
        assertThat(warnings(tokens)).isEmpty();
    }

    private Tokens tokens() {
        TokenSource source = last -> {
            if (refused) {
                throw new TokenException(
                        "dynamics", TokenException.Kind.UNAUTHORISED, "invalid_client", "set it anew", null, null);
            }
            return Token.of("text", now.plus(Duration.ofHours(1)), now);
        };
        return new Tokens(Map.of(Audience.DYNAMICS, source, Audience.PARTNER_CENTER, source), () -> consentEnds, clock);
    }

    private String warnings() {
        return warnings(tokens());
    }

    private String warnings(Tokens tokens) {
        try (Database database =
                Database.open(new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", ""))) {
            database.migrate();
            return String.join("\n", new Ahead(new Notices(database), tokens, clock).warnings());
        }
    }
}
