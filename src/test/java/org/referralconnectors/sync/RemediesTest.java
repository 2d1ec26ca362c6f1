package org.referralconnectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemediesTest {

    @ParameterizedTest
    @CsvSource({
        "403,0x80040220,missing privilege",
        "403,0x80072560,dynamics.client-id",
        "400,0x80044331,shorten",
        "400,0x80060888,mapping.yaml",
        "500,0x80040333,duplicate detection"
    })
    void theCodeSaysMoreThanTheStatus(int status, String code, String remedy) {
        assertThat(Remedies.of(status, code)).contains(remedy);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 410, 412, 422, 423, 418, 500, 503})
    void everyStatusHasARemedyThatEndsInACommand(int status) {
        assertThat(Remedies.of(status, "")).containsAnyOf("replay", "drop");
    }

    @Test
    void anUnknownCodeFallsBackToItsStatus() {
        assertThat(Remedies.of(403, "0x8badf00d")).isEqualTo(Remedies.of(403, ""));
    }

    @Test
    void aFaultOfTheServiceBeginsAtFiveHundred() {
        assertThat(Remedies.of(500, "")).isEqualTo(Remedies.of(599, "")).contains("status page");
        assertThat(Remedies.of(499, "")).doesNotContain("status page");
    }
}
