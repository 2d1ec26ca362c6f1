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
    private static final int LOOKED_AT = 460;

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

    /** Five in a hundred are of those that have a lead: what was only looked at is nobody's pair. */
    @Test
    void referralsWithoutALeadGiveTheBrakeNoRoom() {
        start("sync.settle", "PT0S");
        IntStream.range(0, LOOKED_AT).forEach(n -> referral(referral -> referral.put("direction", "Outgoing")));
        List<String> ids = IntStream.range(0, MADE + TOO_MANY)
                .mapToObj(n -> referral(referral -> {}))
                .toList();
        ids.forEach(this::inStep);
        eventually().until(this::idle);
        assertThat(application.operations().pairs()).isEqualTo(LOOKED_AT + MADE + TOO_MANY);
        ids.forEach(id -> world.dataverse().disqualify(uuid(id), 4));
        poll();
        eventually().until(() -> closed(ids) >= MADE && idle());
        assertThat(closed(ids)).isEqualTo(MADE);
        assertThat(new Moves(store()).held()).hasSize(TOO_MANY);
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
