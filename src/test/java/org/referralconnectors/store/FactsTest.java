package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FactsTest extends StoreTest {
    @Test
    void whatIsRememberedFirstStands() {
        Facts facts = new Facts(database);
        assertThat(facts.remember("organisation", "one")).isEqualTo("one");
        assertThat(facts.remember("organisation", "two")).isEqualTo("one");
        assertThat(facts.remember("tenant", "two")).isEqualTo("two");
    }
}
