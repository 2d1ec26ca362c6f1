package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:h2:mem:x?password=hidden", "data/x.db"})
    void anotherDatabaseIsRefusedByTheSettingsName(String url) {
        assertThatThrownBy(() -> new StoreSettings(url, "", "", ""))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("store.url")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void aServerThatDoesNotAnswerIsNamedWithoutItsPassword() {
        StoreSettings nowhere =
                new StoreSettings("jdbc:postgresql://127.0.0.1:1/db?password=hidden", "user", "secret", "");
        assertThatThrownBy(() -> Database.open(nowhere))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContainingAll("jdbc:postgresql://127.0.0.1:1/db", "store.url", "refused")
                .hasMessageNotContainingAny("hidden", "secret");
    }

    @Test
    void settingsShowNoSecrets() {
        assertThat(new StoreSettings("jdbc:postgresql://host/db?password=hidden", "user", "hidden", "hidden"))
                .hasToString("StoreSettings[jdbc:postgresql://host/db]");
    }
}
