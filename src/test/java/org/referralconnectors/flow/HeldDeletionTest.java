package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Moves;

/** What a deleted lead asks for waits for an operator, when twenty other pairs have made such moves within the hour. */
class HeldDeletionTest extends FlowTestSupport {

    private static final int LIMIT = 20;

    @Test
    void aHeldLeadIsMadeAnewOnceItIsApproved() {
        String id = deletedBeyondTheLimit("recreate");
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
        approve();
        eventually().until(() -> world.dataverse().get(uuid(id)).isPresent() && idle());
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Northwind GmbH");
        assertThat(leadIsSynced(id)).isTrue();
    }

    private boolean leadIsSynced(String id) {
        rename(id, "Northwind SE");
        eventually().until(() -> lead(id).path("companyname").asText().equals("Northwind SE") && idle());
        return application.operations().held().isEmpty();
    }

    @Test
    void aHeldClosingStaysReleasableWhateverHappensMeanwhile() {
        String id = deletedBeyondTheLimit("close-referral");
        sweep();
        poll();
        eventually().until(this::idle);
        assertThat(referralNow(id).path("status").asText()).isEqualTo("New");
        approve();
        eventually().until(() -> referralNow(id).path("status").asText().equals("Closed") && idle());
        assertThat(outcome(id)).startsWith("lead deleted");
        assertThat(application.operations().held()).isEmpty();
    }

    /** A pair whose move is held, and stays so when something happens to its referral. */
    private String deletedBeyondTheLimit(String policy) {
        start("sync.on-lead-deleted", policy);
        Moves moves = new Moves(store());
        store().executeNow("", handle -> IntStream.range(0, LIMIT)
                .forEach(n -> moves.tryMove(handle, "another-" + n, "RECREATE", (h, others) -> true)));
        String id = settled(referral -> {});
        world.dataverse().delete(uuid(id));
        poll();
        eventually().until(() -> outcome(id).startsWith("held") && idle());
        rename(id, "Northwind GmbH");
        eventually().until(this::idle);
        assertThat(application.operations().held())
                .singleElement()
                .extracting(Moves.Held::referralId)
                .isEqualTo(id);
        return id;
    }

    private void approve() {
        assertThat(application.operations().approve(application.operations().held()))
                .hasSize(1);
    }

    private void rename(String id, String company) {
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", company));
    }
}
