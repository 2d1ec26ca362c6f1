package org.referralconnectors.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class OrganisationsTest {

    private static final Instant NOW = Instant.parse("2026-02-03T09:14:28Z");

    private final Organisations organisations = new Organisations(id -> {}, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void whatWasLearnedBeforeAnOperatorAskedIsLearnedAnew() {
        learn();
        organisations.forgetBefore(NOW.plusSeconds(1));
        assertThat(organisations.unknown()).isTrue();
        assertThat(organisations.current()).isNotNull();
    }

    @Test
    void whatWasLearnedSinceServesOn() {
        learn();
        organisations.forgetBefore(NOW);
        assertThat(organisations.unknown()).isFalse();
    }

    private void learn() {
        Learning learning = organisations.learn();
        while (learning.isMore()) {
            organisations.take(learning, JsonNodeFactory.instance.objectNode());
        }
    }
}
