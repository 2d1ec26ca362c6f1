package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Pauses;

/**
 * The rules have changed in a store of many pairs. That each unit is waited for, so that the writer's queue never
 * overflows, the compiler sees to: outside of its package the store takes no other.
 */
class LargeStoreStartTest extends FlowTestSupport {

    private static final int PAIRS = 20_000;

    @Test
    void theStartWaitsForNothingAndEveryPairIsLookedAt() {
        start();
        application.close();
        fill();
        new Pauses(store()).pause("dynamics", Pauses.Kind.OPERATOR, Pauses.UNTIL_RESUMED, "a test");
        start("sync.write", "lead");
        assertThat(requested()).as("asked for by the start itself").isLessThan(PAIRS);
        String live = referral(r -> {});
        eventually().until(() -> application.backlog().find(live).isPresent());
        eventually()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    assertThat(requested()).isEqualTo(PAIRS);
                    assertThat(application.operations().longWork().underWay()).isEmpty();
                });
    }

    private void fill() {
        store().executeNow(
                        "",
                        handle -> handle.execute(
                                """
                INSERT INTO pairs (referral_id, lead_id, known_lead_ids, state, parked_fields, updated_at)
                SELECT 'r-' || n, 'l-' || n, '', 'in-step', 0, 0 FROM (
                    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n \\< %d)
                    SELECT n FROM numbers)
                """
                                        .formatted(PAIRS)));
    }

    private long requested() {
        return store().read(handle -> handle.createQuery("SELECT COUNT(*) FROM requests WHERE operator > 0")
                .mapTo(Long.class)
                .one());
    }
}
