package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.store.Moves;

/** Moves that can't be undone, when there are suspiciously many. */
class BrakesTest extends FlowTestSupport {

    private static final int MADE = 20;
    private static final int TOO_MANY = 3;

    @Test
    void closingsBeyondTwentyInAnHourWaitForApproval() {
        start();
        List<String> ids = IntStream.range(0, MADE + TOO_MANY)
                .mapToObj(n -> referral(referral -> {}))
                .toList();
        ids.forEach(this::inStep);
        eventually().until(this::idle);
        ids.forEach(id -> world.dataverse().disqualify(uuid(id), 4));
        poll();
        Moves moves = new Moves(store());
        eventually().until(() -> moves.held().size() == TOO_MANY && closed(ids) == MADE && idle());
        String held = moves.held().get(0).referralId();
        assertThat(history(held))
                .anySatisfy(decision -> assertThat(decision.skipped()).contains("waits for approve"));
        assertThat(application.backlog().parked()).isEmpty();
        otherFieldsGoOn(held);
        Operations operations = application.operations();
        assertThat(operations.approve(operations.held())).hasSize(TOO_MANY);
        eventually().until(() -> closed(ids) == MADE + TOO_MANY && idle());
        assertThat(moves.held()).isEmpty();
    }

    private void otherFieldsGoOn(String id) {
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/details").put("notes", "Changed while it waits."));
        eventually().until(this::idle);
        assertThat(referralNow(id).path("status").asText()).isEqualTo("New");
    }

    private long closed(List<String> ids) {
        return ids.stream()
                .filter(id -> referralNow(id).path("status").asText().equals("Closed"))
                .count();
    }
}
