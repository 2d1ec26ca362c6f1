package org.referralconnectors.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"WebhookUrl\":\"https://a.example/x\",\"WebhookEvents\":[\"invoice-ready\",\"test-created\"]}",
                "{\"webhookUrl\":\"https://a.example/x\",\"webhookEvents\":[\"invoice-ready\",\"test-created\"],"
                        + "\"lastModifiedTimestamp\":\"2026-01-01\"}"
            })
    void itsMembersAreReadInEitherCaseAndEveryEventIsKeptWhenItMoves(String answer) throws Exception {
        Registration there = Registration.of(JSON.readTree(answer));

        Registration moved = there.movedTo("https://b.example/x");

        assertThat(there.isAt("https://a.example/x")).isTrue();
        assertThat(there.lacking()).hasSize(4).doesNotContain("test-created");
        assertThat(moved.lacking()).isEmpty();
        assertThat(Registration.of(JSON.readTree(moved.body()))).isEqualTo(moved);
        assertThat(moved.events()).hasSize(6).contains("invoice-ready");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://prod-17.westeurope.logic.azure.com:443/workflows/1",
                "https://europe-001.azure-apim.net/invoke?x=1",
                "https://default1.02.environment.api.powerplatform.com/x"
            })
    void anAddressOfPowerAutomateIsKnown(String url) {
        assertThat(Registration.first(url).looksLikeAFlow()).isTrue();
    }

    @Test
    void anAddressOfSomebodyElseIsNotTakenForAFlow() {
        assertThat(Registration.first("https://example.com/logic.azure.com").looksLikeAFlow())
                .isFalse();
    }
}
