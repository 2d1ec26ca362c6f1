package org.referralconnectors.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever way an id is spelled, it is the same one; and what is more or less than an id is none. */
class GuidTest {

    private static final String ID = "733ad402-b257-406c-9b0b-911aa7b066e9";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "733ad402-b257-406c-9b0b-911aa7b066e9",
                "733AD402-B257-406C-9B0B-911AA7B066E9",
                "{733AD402-b257-406c-9b0b-911aa7b066e9}",
                "(733ad402-b257-406c-9b0b-911aa7b066e9)",
                " 733ad402-b257-406c-9b0b-911aa7b066e9\t",
                "%7B733ad402-b257-406c-9b0b-911aa7b066e9%7d",
                "733ad402%2Db257%2d406c-9b0b-911aa7b066e9"
            })
    void eachSpellingIsTheSameId(String spelling) {
        assertThat(Guid.read(spelling)).contains(ID);
        assertThat(Guid.canonical(spelling)).isEqualTo(ID);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "733ad402",
                "733ad402-b257-406c-9b0b-911aa7b066e",
                "733ad402-b257-406c-9b0b-911aa7b066e9a",
                "733ad402b257406c9b0b911aa7b066e9",
                "{733ad402-b257-406c-9b0b-911aa7b066e9",
                "733ad402-b257-406c-9b0b-911aa7b066e9}",
                "{(733ad402-b257-406c-9b0b-911aa7b066e9)}",
                "g33ad402-b257-406c-9b0b-911aa7b066e9",
                "７33ad402-b257-406c-9b0b-911aa7b066e9",
                "%733ad402-b257-406c-9b0b-911aa7b066e9",
                "733ad402-b257-406c-9b0b-911aa7b066e9, or another",
                "733ad402-b257-406c-9b0b-911aa7b066e9\n733ad402-b257-406c-9b0b-911aa7b066e9"
            })
    void whatIsNoIdIsNone(String text) {
        assertThat(Guid.read(text)).isEmpty();
        assertThat(Guid.isOne(text)).isFalse();
        assertThat(Guid.canonical(text)).isEqualTo(text);
    }

    @Test
    void aLongTextIsNotLookedThrough() {
        assertThat(Guid.read("{" + " ".repeat(1_000_000) + ID + "}")).isEmpty();
    }

    @Property
    void itIsReadBackFromEachOfItsSpellings(@ForAll long most, @ForAll long least) {
        String id = new UUID(most, least).toString();

        assertThat(Guid.read(id.toUpperCase(Locale.ROOT))).contains(id);
        assertThat(Guid.read("{" + id + "}")).contains(id);
        assertThat(Guid.read("%7B" + id.toUpperCase(Locale.ROOT) + "%7D")).contains(id);
    }

    @Property
    void whateverIsReadIsCanonical(@ForAll String text) {
        Guid.read(text).ifPresent(id -> assertThat(UUID.fromString(id)).hasToString(id));
    }
}
