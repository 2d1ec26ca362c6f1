package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Secrets.Secret;

class EncryptedSecretsTest extends StoreTest {
    private static final String OTHER_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Duration LONGEST = Duration.ofSeconds(35);
    private Secrets secrets;

    @BeforeEach
    void open() {
        secrets = new EncryptedSecrets(database, key(Engine.KEY));
    }

    @Test
    void aSecretComesBackWithItsVersion() {
        assertThat(secrets.read("cache")).isEmpty();
        assertThat(secrets.replace("cache", "one \u05d0", 0)).isTrue();
        assertThat(secrets.read("cache")).contains(new Secret("one \u05d0", 1));
        assertThat(secrets.replace("cache", "", 1)).isTrue();
        assertThat(secrets.read("cache")).contains(new Secret("", 2));
    }

    @Test
    void anOlderVersionNeverReplacesANewerOne() {
        secrets.replace("cache", "one", 0);
        assertThat(secrets.replace("cache", "late", 0)).isFalse();
        secrets.replace("cache", "two", 1);
        assertThat(secrets.replace("cache", "late", 1)).isFalse();
        assertThat(secrets.read("cache")).contains(new Secret("two", 2));
    }

    @Test
    void ofManyWhoReplaceOneVersionExactlyOneWins() throws Exception {
        secrets.replace("cache", "old", 0);
        assertThat(Together.run(8, n -> secrets.replace("cache", "new " + n, 1)))
                .containsOnlyOnce(true);
        assertThat(secrets.read("cache").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void nothingReadableIsStoredAndNoTwoSealsAreAlike() {
        secrets.replace("a", "the-refresh-token", 0);
        String first = sealed("a");
        secrets.replace("a", "the-refresh-token", 1);
        assertThat(sealed("a")).isNotEqualTo(first);
        assertThat(new String(Base64.getDecoder().decode(first), StandardCharsets.ISO_8859_1))
                .doesNotContain("refresh");
    }

    @Test
    void anotherKeySaysHowToGoOnAndCanStillReplace() {
        secrets.replace("cache", "one", 0);
        Secrets others = new EncryptedSecrets(database, key(OTHER_KEY));
        assertThatThrownBy(() -> others.read("cache"))
                .isInstanceOfSatisfying(
                        WrongKey.class, e -> assertThat(e.version()).isEqualTo(1))
                .hasMessageContainingAll("cache", "store.encryption-key", "login");
        assertThat(others.replace("cache", "two", 1)).isTrue();
        assertThat(others.read("cache")).contains(new Secret("two", 2));
    }

    @Test
    void aSecretPutInAnothersPlaceOrBackInItsOwnIsRefused() {
        secrets.replace("a", "one", 0);
        secrets.replace("b", "other", 0);
        String old = sealed("a");
        secrets.replace("a", "two", 1);
        seal("a", old);
        assertThatThrownBy(() -> secrets.read("a")).isInstanceOf(WrongKey.class);
        seal("b", old);
        assertThatThrownBy(() -> secrets.read("b")).isInstanceOf(WrongKey.class);
    }

    @Test
    void aDamagedSecretIsRefused() {
        secrets.replace("a", "one", 0);
        for (String damaged : List.of("", "AAAA", "not base64!", sealed("a").replaceFirst(".", "_"))) {
            seal("a", damaged);
            assertThatThrownBy(() -> secrets.read("a")).isInstanceOf(WrongKey.class);
        }
    }

    @Test
    void ofSeveralProcessesOneAtATimeIsAlone() throws Exception {
        try (Database other = engine.another()) {
            Secrets others = new EncryptedSecrets(other, key(Engine.KEY));
            assertThat(Together.run(4, n -> readAndReplaceAlone(n % 2 == 0 ? secrets : others)))
                    .containsOnly(true);
        }
    }

    @Test
    void whoDiesWhileAloneKeepsTheOthersFromItForTheLongestThatItMightHaveTaken() {
        String survivor = secrets.alone("cache", LONGEST, () -> {
            pass(LONGEST);
            return secrets.alone("cache", LONGEST, () -> "done");
        });
        assertThat(survivor).isEqualTo("done");
    }

    /** A process that slept past its time ends while another one has its own. */
    @Test
    void whoWakesUpLateLeavesTheNextOneItsTurn() {
        Ticks turns = new Ticks(database);
        secrets.alone("cache", LONGEST, () -> {
            pass(LONGEST);
            return turns.claim("secret cache", LONGEST);
        });
        assertThat(turns.claim("secret cache", LONGEST)).isFalse();
    }

    @Test
    void whoIsInterruptedWhileItWaitsLeavesTheOtherOneItsTurn() {
        Ticks turns = new Ticks(database);
        turns.claim("secret cache", LONGEST);
        Thread.currentThread().interrupt();
        secrets.alone("cache", LONGEST, Thread::interrupted);
        assertThat(turns.claim("secret cache", LONGEST)).isFalse();
    }

    private static boolean readAndReplaceAlone(Secrets secrets) {
        return secrets.alone("cache", LONGEST, () -> {
            long version = secrets.read("cache").map(Secret::version).orElse(0L);
            return secrets.replace("cache", "next", version);
        });
    }

    private String sealed(String name) {
        return database.read(handle -> handle.createQuery("SELECT sealed FROM secrets WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .one());
    }

    private void seal(String name, String sealed) {
        database.executeNow("", handle -> handle.execute("UPDATE secrets SET sealed = ? WHERE name = ?", sealed, name));
    }

    private static EncryptionKey key(String base64) {
        return EncryptionKey.of(new StoreSettings("jdbc:postgresql://unused/db", "", "", base64));
    }
}
