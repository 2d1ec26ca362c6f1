package org.referralconnectors.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/webhooks/partner-center",
                "/webhooks/partner-center-of-contoso-connectors",
                "/webhooks/0123456789abcdef",
                "/00000000000000000000000000000000",
                "/webhooks/0123456789abcdef/0123456789abcdef"
            })
    void wordsAndShortOrMonotonousPartsCanBeGuessed(String path) {
        assertThat(SecretPath.isGuessable(path)).isTrue();
    }

    @Property
    void what128RandomBitsAreWrittenAsIsNone(@ForAll @Size(16) byte[] seed) {
        byte[] bits = new byte[16];
        new SecureRandom(seed).nextBytes(bits);
        assertThat(SecretPath.isGuessable("/webhooks/" + HexFormat.of().formatHex(bits)))
                .isFalse();
        assertThat(SecretPath.isGuessable("/" + UUID.nameUUIDFromBytes(bits) + "/x"))
                .isFalse();
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        if (text.matches(".*\\d.*")) {
            assertThat(SecretPath.isGuessable("/" + text)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://connectors.example.com/webhooks/partner-center", ""})
    void theRemedyCanBePastedAndIsADifferentOneEachTime(String address) {
        String one = SecretPath.remedy(address, new SecureRandom());
        String path = one.replaceFirst(".*webhook\\.path = (\\S+) .*", "$1");
        assertThat(SecretPath.isGuessable(path)).isFalse();
        assertThat(one)
                .contains("public-url = " + (address.isEmpty() ? "https://HOST" : "https://connectors.example.com")
                        + path);
        assertThat(SecretPath.remedy(address, new SecureRandom())).isNotEqualTo(one);
    }
}
