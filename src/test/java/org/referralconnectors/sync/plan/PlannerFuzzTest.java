package org.referralconnectors.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Both sides may hold anything: there is always a plan, which another look at the same records repeats. */
class PlannerFuzzTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** @param records {@code {"referral": ..., "lead": ..., "before": {"referral": ..., "lead": ...}}} */
    @FuzzTest
    void thereIsAlwaysAPlan(byte[] records) {
        JsonNode both = read(records);
        Pair pair = new Pair();
        hold(pair, both.path("before"));
        pair.record();
        hold(pair, both);

        Plan plan = pair.plan();

        plan.referralPatch(plan.referralFields()).toString();
        assertThat(String.valueOf(pair.plan().leadWrite())).isEqualTo(String.valueOf(plan.leadWrite()));
        assertThat(Agreed.parse(plan.agreedWithoutWrites().toJson())).isEqualTo(plan.agreedWithoutWrites());
    }

    private static void hold(Pair pair, JsonNode sides) {
        if (sides.path("referral").isObject()) {
            pair.referral().removeAll().setAll((ObjectNode) sides.path("referral"));
        }
        if (sides.path("lead").isObject()) {
            pair.lead().removeAll().setAll((ObjectNode) sides.path("lead"));
        }
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException | NumberFormatException notJson) {
            return JSON.missingNode();
        }
    }
}
