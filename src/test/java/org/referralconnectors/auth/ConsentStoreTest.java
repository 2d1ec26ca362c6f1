package org.referralconnectors.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.EncryptedSecrets;
import org.referralconnectors.store.EncryptionKey;
import org.referralconnectors.store.Secrets;
import org.referralconnectors.store.StoreSettings;

class ConsentStoreTest {

    private final ConsentStore store = new ConsentStore(new InMemorySecrets());

    @Test
    void anEmptyStoreHoldsNoConsent() {
        assertThat(store.read().consent()).isEqualTo(Consent.NONE);
        assertThat(store.read().version()).isZero();
    }

    @Test
    void whatAnotherKeyEncryptedIsLostConsentUntilSomebodySignsIn(@TempDir Path folder) {
        String url = "jdbc:sqlite:" + folder.resolve("store.db");
        try (Database database = Database.open(new StoreSettings(url, "", "", ""))) {
            database.migrate();
            new ConsentStore(secrets(database, url, "a")).signedIn("", cache("token-1", "access-1"));
            ConsentStore other = new ConsentStore(secrets(database, url, "b"));
            assertThatThrownBy(other::read)
                    .isInstanceOfSatisfying(TokenException.class, lost -> assertThat(lost.kind())
                            .isEqualTo(TokenException.Kind.CONSENT_LOST))
                    .hasMessageContainingAll("store.encryption-key", "login");
            other.signedIn("", cache("token-2", "access-2"));
            assertThat(other.read().consent()).isEqualTo(Consent.of(Set.of(), cache("token-2", "access-2")));
        }
    }

    private static Secrets secrets(Database database, String url, String letter) {
        String key = Base64.getEncoder().encodeToString(letter.repeat(32).getBytes(StandardCharsets.US_ASCII));
        return new EncryptedSecrets(database, EncryptionKey.of(new StoreSettings(url, "", "", key)));
    }

    @Test
    void aRefreshTokenThatAnotherProcessRotatedMeanwhileStays() {
        store.imported(store.read(), consent("setting-1", "token-1", "access-1"));
        var before = store.read();
        store.refreshed(store.read(), consent("setting-1", "token-2", "access-2"));
        store.refreshed(before, consent("setting-1", "older", "access-3"));

        assertThat(store.read().consent()).isEqualTo(consent("setting-1", "token-2", "access-2"));
    }

    @Test
    void aRotatedRefreshTokenIsAddedWhereAnotherProcessOnlyGotAnAccessToken() {
        store.imported(store.read(), consent("setting-1", "token-1", "access-1"));
        var before = store.read();
        store.refreshed(
                store.read(),
                Consent.of(
                        Set.of("setting-1"),
                        """
                {"RefreshToken": {"account": "token-1"}, "AccessToken": {"registration": "access-2"}}"""));
        store.refreshed(before, consent("setting-1", "token-3", "access-3"));

        assertThat(store.read().consent())
                .isEqualTo(
                        Consent.of(
                                Set.of("setting-1"),
                                """
                {"RefreshToken": {"account": "token-3"},
                 "AccessToken": {"referrals": "access-3", "registration": "access-2"}}"""));
    }

    @Test
    void anImportReplacesWhatAnotherProcessRefreshedMeanwhile() {
        store.imported(store.read(), consent("setting-1", "token-1", "access-1"));
        var before = store.read();
        store.refreshed(store.read(), consent("setting-1", "token-2", "access-2"));
        store.imported(before, consent("setting-2", "new-1", "access-3"));

        assertThat(store.read().consent()).isEqualTo(consent("setting-2", "new-1", "access-3"));
    }

    @Test
    void anImportGivesWayToTheImportOfAnotherProcess() {
        var before = store.read();
        store.imported(store.read(), consent("setting-2", "new-2", "access-2"));
        store.imported(before, consent("setting-2", "new-1", "access-1"));

        assertThat(store.read().consent()).isEqualTo(consent("setting-2", "new-2", "access-2"));
    }

    @Test
    void aRefreshOfTheOldConsentDoesNotUndoAnImport() {
        store.imported(store.read(), consent("setting-1", "token-1", "access-1"));
        var before = store.read();
        store.imported(store.read(), consent("setting-2", "token-1", "access-2"));
        store.refreshed(before, consent("setting-1", "token-2", "access-3"));

        assertThat(store.read().consent()).isEqualTo(consent("setting-2", "token-1", "access-2"));
    }

    @Test
    void noTokenIsPrinted() {
        assertThat(store.read().toString()).isEqualTo("Kept[consent=consent, version=0]");
    }

    private static Consent consent(String imported, String refreshToken, String accessToken) {
        return Consent.of(Set.of(imported), cache(refreshToken, accessToken));
    }

    private static String cache(String refreshToken, String accessToken) {
        return """
                {"RefreshToken": {"account": "%s"}, "AccessToken": {"referrals": "%s"}}"""
                .formatted(refreshToken, accessToken);
    }
}
