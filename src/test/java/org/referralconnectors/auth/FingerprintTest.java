package org.referralconnectors.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void recognisesItsOwnSecretOnly() {
        String fingerprint = Fingerprint.of("refresh token");

        assertThat(Fingerprint.matches(fingerprint, "refresh token")).isTrue();
        assertThat(Fingerprint.matches(fingerprint, "refresh tokem")).isFalse();
        assertThat(Fingerprint.matches("", "refresh token")).isFalse();
    }

    @Test
    void isSaltedSoThatTheSameSecretLooksDifferent() {
        assertThat(Fingerprint.of("refresh token")).isNotEqualTo(Fingerprint.of("refresh token"));
    }
}
