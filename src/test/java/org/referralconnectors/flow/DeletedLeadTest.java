package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Faults;

/** What follows a deleted lead, by {@code sync.on-lead-deleted}; no update ever brings one back by accident. */
class DeletedLeadTest extends FlowTestSupport {

    @Test
    void byDefaultNothingIsWrittenAnyMore() {
        start();
        String id = settled(referral -> {});
        world.dataverse().delete(uuid(id));
        poll();
        eventually().until(() -> outcome(id).startsWith("lead deleted"));
        rename(id);
        eventually().until(this::idle);
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
        assertThat(referralNow(id).path("status").asText()).isEqualTo("New");
        assertThat(application.backlog().parked()).isEmpty();
        deletedBetweenReadAndWrite();
    }

    private void deletedBetweenReadAndWrite() {
        String id = settled(referral -> {});
        AtomicBoolean deleted = new AtomicBoolean();
        world.dataverseServer()
                .faults()
                .delay(
                        call -> {
                            if (Faults.on("PATCH", ".*" + id + ".*").test(call) && !deleted.getAndSet(true)) {
                                world.dataverse().delete(uuid(id));
                            }
                            return false;
                        },
                        1,
                        java.time.Duration.ZERO);
        rename(id);
        eventually().until(() -> outcome(id).startsWith("lead deleted") && idle());
        assertThat(deleted).isTrue();
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
    }

    @Test
    void aRecreatedLeadIsFilledLikeANewOne() {
        start("sync.on-lead-deleted", "recreate");
        String id = settled(referral -> {});
        world.dataverse().delete(uuid(id));
        poll();
        eventually().until(() -> world.dataverse().get(uuid(id)).isPresent() && idle());
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
        assertThat(lead(id).path("subject").asText()).contains(id);
        rename(id);
        eventually().until(() -> lead(id).path("companyname").asText().equals("Northwind GmbH") && idle());
    }

    @Test
    void theReferralIsClosedWhereTheSettingSaysSo() {
        start("sync.on-lead-deleted", "close-referral");
        String untouched = settled(referral -> {});
        String accepted = settled(referral -> referral.put("status", "Active").put("substatus", "Accepted"));
        world.dataverse().delete(uuid(untouched));
        world.dataverse().delete(uuid(accepted));
        poll();
        eventually().until(() -> isClosed(untouched) && isClosed(accepted) && idle());
        assertThat(referralNow(untouched).path("substatus").asText()).isEqualTo("Declined");
        assertThat(referralNow(accepted).path("substatus").asText()).isEqualTo("Lost");
        assertThat(outcome(untouched)).startsWith("lead deleted");
        assertThat(world.dataverse().get(uuid(untouched))).isEmpty();
    }

    private boolean isClosed(String id) {
        return referralNow(id).path("status").asText().equals("Closed");
    }

    private void rename(String id) {
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", "Northwind GmbH"));
    }
}
