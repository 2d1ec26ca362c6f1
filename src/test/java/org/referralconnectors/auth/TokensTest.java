package org.referralconnectors.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.auth.Audience.DYNAMICS;
import static org.referralconnectors.auth.Audience.PARTNER_CENTER;
import static org.referralconnectors.auth.Audience.PARTNER_REGISTRATION;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.EncryptedSecrets;
import org.referralconnectors.store.EncryptionKey;
import org.referralconnectors.store.Secrets;
import org.referralconnectors.store.StoreSettings;
import org.referralconnectors.store.Ticks;

class TokensTest {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final InMemorySecrets store = new InMemorySecrets();
    private EntraFixture entra;

    @BeforeEach
    void start() {
        entra = new EntraFixture(folder);
    }

    @AfterEach
    void stop() {
        entra.close();
    }

    @Test
    void eachAudienceGetsATokenOfItsOwn() {
        entra.consent();
        Tokens tokens = entra.process(store);

        assertThat(audience(tokens, DYNAMICS)).isEqualTo(EntraFixture.DYNAMICS);
        assertThat(audience(tokens, PARTNER_CENTER)).isEqualTo(EntraFixture.REFERRALS);
        assertThat(audience(tokens, PARTNER_REGISTRATION)).isEqualTo(EntraFixture.REGISTRATION);
    }

    @Test
    void aThousandCallersCauseOneRequestForEachAudience() {
        entra.consent();
        Tokens tokens = entra.process(store);
        IntStream.range(0, 1000).parallel().forEach(i -> {
            tokens.token(DYNAMICS);
            tokens.token(PARTNER_CENTER);
        });

        assertThat(entra.requests()).isEqualTo(2);
    }

    @Test
    void aDroppedTokenIsReplacedByANewOneWithOneRequest() {
        entra.consent();
        Tokens tokens = entra.process(store);
        for (Audience audience : Audience.values()) {
            String refused = tokens.token(audience);
            long before = entra.requests();
            IntStream.range(0, 16).parallel().forEach(i -> tokens.drop(refused));

            assertThat(tokens.token(audience)).isNotEqualTo(refused);
            assertThat(entra.requests()).isEqualTo(before + 1);
        }
    }

    @Test
    void aTokenNearItsEndIsReplaced() {
        entra.consent();
        Tokens tokens = entra.process(store);
        for (Audience audience : Audience.values()) {
            tokens.token(audience);
        }
        entra.entra.lifetime(Duration.ofHours(3));
        entra.clock.advance(Duration.ofMinutes(56));

        for (Audience audience : Audience.values()) {
            assertThat(tokens.token(audience)).isEqualTo(tokens.token(audience));
        }
        assertThat(entra.requests()).isEqualTo(6);
    }

    @Test
    void aRotatedRefreshTokenSurvivesEveryRestart() {
        entra.entra.singleUse(true);
        entra.consent();
        for (int restart = 0; restart < 5; restart++) {
            Tokens tokens = entra.process(store);
            tokens.drop(tokens.token(PARTNER_CENTER));
            tokens.drop(tokens.token(PARTNER_REGISTRATION));
            assertThat(audience(tokens, PARTNER_CENTER)).isEqualTo(EntraFixture.REFERRALS);
            assertThat(audience(tokens, PARTNER_REGISTRATION)).isEqualTo(EntraFixture.REGISTRATION);
        }
    }

    @Test
    void aRestartGoesOnWithTheStoredTokenWithoutARequest() {
        entra.consent();
        String before = entra.process(store).token(PARTNER_CENTER);

        assertThat(entra.process(store).token(PARTNER_CENTER)).isEqualTo(before);
        assertThat(entra.requests()).isEqualTo(1);
    }

    @Test
    void theStoredConsentServesWithoutTheSetting() {
        entra.consent();
        entra.process(store).token(PARTNER_CENTER);
        entra.settings.remove("partner-center.refresh-token");

        assertThat(audience(entra.process(store), PARTNER_REGISTRATION)).isEqualTo(EntraFixture.REGISTRATION);
    }

    @Test
    void anotherRefreshTokenInTheSettingsIsImportedAndTheSameIsNot() {
        String first = entra.consent();
        entra.process(store).token(PARTNER_CENTER);
        entra.entra.revoke(first);
        assertThat(audience(entra.process(store), PARTNER_REGISTRATION)).isEqualTo(EntraFixture.REGISTRATION);

        entra.entra.revokeAll();
        entra.consent();
        Tokens tokens = entra.process(store);
        assertThat(audience(tokens, PARTNER_CENTER)).isEqualTo(EntraFixture.REFERRALS);
        tokens.drop(tokens.token(PARTNER_CENTER));
        assertThat(audience(tokens, PARTNER_CENTER)).isEqualTo(EntraFixture.REFERRALS);
    }

    /** As a process and an operator's shell that was opened before the token was exchanged. */
    @Test
    void twoProcessesWithTwoRefreshTokensImportEachOfThemOnce() {
        entra.entra.singleUse(true);
        String first = entra.consent();
        Tokens older = entra.process(store);
        older.token(PARTNER_CENTER);
        entra.consent();
        List<Tokens> processes = List.of(older, entra.process(store));
        for (int i = 0; i < 3; i++) {
            processes.forEach(each -> each.drop(each.token(PARTNER_CENTER)));
            processes.forEach(each -> assertThat(audience(each, PARTNER_CENTER)).isEqualTo(EntraFixture.REFERRALS));
        }

        entra.settings.setProperty("partner-center.refresh-token", first);
        assertThat(audience(entra.process(store), PARTNER_REGISTRATION)).isEqualTo(EntraFixture.REGISTRATION);
    }

    @Test
    void aRefreshTokenThatIsRefusedEndsNoStoredConsent() {
        entra.consent();
        Tokens good = entra.process(store);
        good.token(PARTNER_CENTER);
        entra.settings.setProperty("partner-center.refresh-token", "0.A-dead");
        Tokens other = entra.process(store);

        assertThat(audience(other, PARTNER_REGISTRATION)).isEqualTo(EntraFixture.REGISTRATION);
        good.drop(good.token(PARTNER_CENTER));
        assertThat(audience(good, PARTNER_CENTER)).isEqualTo(EntraFixture.REFERRALS);
    }

    @Test
    void theRefreshTokenOfTheSettingsIsNotStoredAsItIs() {
        entra.entra.singleUse(true);
        String imported = entra.consent();
        entra.process(store).token(PARTNER_CENTER);

        assertThat(store.toString()).contains("RefreshToken").doesNotContain(imported);
    }

    @Test
    void aReplicaThatCameSecondUsesTheTokenThatTheFirstOneGot() {
        entra.entra.singleUse(true);
        entra.consent();
        Tokens first = entra.process(store);
        first.token(PARTNER_CENTER);
        Tokens second = entra.process(new ReadsBefore(() -> {
            first.drop(first.token(PARTNER_CENTER));
            first.token(PARTNER_CENTER);
        }));

        assertThat(audience(second, PARTNER_REGISTRATION)).isEqualTo(EntraFixture.REGISTRATION);
        first.drop(first.token(PARTNER_CENTER));
        assertThat(audience(first, PARTNER_CENTER)).isEqualTo(EntraFixture.REFERRALS);
    }

    @Test
    void twoReplicasThatRenewTogetherCauseOneRequestAndShareItsToken() {
        entra.entra.singleUse(true);
        entra.consent();
        List<Tokens> replicas = List.of(entra.process(store), entra.process(store));
        for (int renewals = 1; renewals <= 5; renewals++) {
            assertThat(replicas.parallelStream()
                            .map(each -> each.token(PARTNER_CENTER))
                            .distinct())
                    .hasSize(1)
                    .allSatisfy(shared -> replicas.forEach(each -> each.drop(shared)));
            assertThat(entra.requests()).isEqualTo(renewals);
        }
    }

    /** Else another process would use the same refresh token while the first one's answer is under way. */
    @Test
    void nobodyElseHasATurnForAsLongAsEntraIdMayTakeToAnswer() throws Exception {
        StoreSettings settings = new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", "");
        try (Database database = Database.open(settings)) {
            database.makeOrRequireCurrentSchema();
            entra.consent();
            Tokens tokens = entra.process(new EncryptedSecrets(database, EncryptionKey.of(settings)));
            Faults.Held answer = entra.server.faults().hold(Faults.anywhere());
            CompletableFuture<String> fetch = CompletableFuture.supplyAsync(() -> tokens.token(PARTNER_CENTER));
            Awaitility.await().until(answer::hasCome);
            database.executeNow(
                    "test",
                    handle -> handle.execute("UPDATE ticks SET due_at = due_at - ?", RESPONSE_TIMEOUT.toMillis()));
            boolean free = new Ticks(database).claim("secret partner-center.consent", Duration.ZERO);
            answer.release();

            assertThat(free).isFalse();
            assertThat(fetch.get(30, TimeUnit.SECONDS)).isNotEmpty();
        }
    }

    @Test
    void twoReplicasThatStartTogetherImportTheTokenOnce() {
        entra.entra.singleUse(true);
        entra.consent();
        Tokens first = entra.process(store);
        Tokens second = entra.process(new ReadsBefore(() -> first.token(PARTNER_CENTER)));

        assertThat(second.token(PARTNER_CENTER)).isEqualTo(first.token(PARTNER_CENTER));
    }

    @Test
    void twoAudiencesThatRenewTogetherDoNotSpoilEachOthersRefreshToken() {
        entra.entra.singleUse(true);
        entra.consent();
        Tokens tokens = entra.process(store);
        for (int i = 0; i < 5; i++) {
            Stream.of(PARTNER_CENTER, PARTNER_REGISTRATION)
                    .parallel()
                    .forEach(audience -> tokens.drop(tokens.token(audience)));
        }

        assertThat(audience(tokens, PARTNER_CENTER)).isEqualTo(EntraFixture.REFERRALS);
        assertThat(entra.requests()).isEqualTo(11);
    }

    private String audience(Tokens tokens, Audience audience) {
        String expected =
                switch (audience) {
                    case DYNAMICS -> EntraFixture.DYNAMICS;
                    case PARTNER_CENTER -> EntraFixture.REFERRALS;
                    case PARTNER_REGISTRATION -> EntraFixture.REGISTRATION;
                };
        return entra.entra
                .tokens()
                .check("Bearer " + tokens.token(audience), expected)
                .claims()
                .path("aud")
                .asText();
    }

    /** The shared store, where somebody else is quicker just after the first read. */
    private final class ReadsBefore implements Secrets {

        private Runnable quicker;

        ReadsBefore(Runnable quicker) {
            this.quicker = quicker;
        }

        @Override
        public Optional<Secret> read(String name) {
            var read = store.read(name);
            Runnable now = quicker;
            quicker = () -> {};
            now.run();
            return read;
        }

        @Override
        public boolean replace(String name, String text, long expectedVersion) {
            return store.replace(name, text, expectedVersion);
        }
    }
}
