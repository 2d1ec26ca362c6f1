package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.store.Pairs;

/** The process stops in the middle of its work, and another one goes on with the same store. */
class RestartTest extends FlowTestSupport {

    @Test
    void aGracefulStopLetsRunsEndAndTheRestWaitsForTheNextStart() {
        start("sync.workers", "2");
        world.dataverseServer().faults().latency(Duration.ofMillis(150));
        List<String> ids =
                IntStream.range(0, 6).mapToObj(n -> referral(referral -> {})).toList();
        eventually()
                .until(() -> application.backlog().counts().running() >= 2
                        && application.backlog().counts().waiting() == 3);
        application.close();
        world.dataverseServer().faults().clear();
        assertThat(world.dataverse().all()).hasSizeBetween(2, 5);
        start();
        assertThat(application.backlog().counts().running()).isZero();
        ids.forEach(this::inStep);
        eventually().until(this::idle);
        assertThat(world.dataverse().all()).hasSize(6);
    }

    /** A crash between the write and its record; the referral is edited before the next start. */
    @Test
    void afterACrashOurOwnValueIsNotTakenForSomebodysEdit() {
        start();
        String id = settled(referral -> {});
        loseTheRecordOf(id);
        note(id, "Second words.");
        eventually().until(() -> lead(id).path("description").asText().equals("Second words."));
        application.close();
        note(id, "Third words.");
        mend();
        start();
        eventually().until(() -> lead(id).path("description").asText().equals("Third words.") && idle());
        assertThat(notes(id)).isEqualTo("Third words.");
        assertThat(new Pairs(store()).find(id).orElseThrow().intent()).isNull();
        assertThat(history(id))
                .noneSatisfy(decision -> assertThat(decision.written()).contains("conflict"));
    }

    /** What was about to be written to the referral is on disk, and nothing that nobody would learn the reason of. */
    @Test
    void afterACrashBetweenTwoWritesWhatWasLeftAloneHasItsReasonOnRecord() {
        start();
        String id = settled(referral -> {});
        loseTheRecordOf(id);
        world.dataverse().edit(UUID.fromString(id), lead -> lead.put("address1_city", "Ulm")
                .put("description", "Said."));
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", "Northwind SE"));
        eventually().until(() -> notes(id).equals("Said."));
        application.close();
        mend();
        start();
        eventually().until(this::idle);
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Northwind SE");
        assertThat(lead(id).path("address1_city").asText()).isEqualTo("Ulm");
        assertThat(history(id))
                .anySatisfy(decision -> assertThat(decision.skipped()).contains("address.address1_city"));
    }

    /** From the write of its lead on, no run can be recorded. */
    private void loseTheRecordOf(String id) {
        AtomicBoolean crashed = new AtomicBoolean();
        world.dataverseServer()
                .faults()
                .delay(
                        call -> {
                            if (Faults.on("PATCH", ".*" + id + ".*").test(call) && !crashed.getAndSet(true)) {
                                store().executeNow(
                                                "test", handle -> handle.execute("ALTER TABLE history RENAME TO gone"));
                            }
                            return false;
                        },
                        1,
                        Duration.ZERO);
    }

    private void mend() {
        world.dataverseServer().faults().clear();
        store().executeNow("test", handle -> {
            handle.execute("ALTER TABLE gone RENAME TO history");
            assertThat(handle.execute("UPDATE requests SET due_at = 0 WHERE state = 'running'"))
                    .isEqualTo(1);
        });
    }

    private String notes(String id) {
        return referralNow(id).at("/details/notes").asText();
    }

    private void note(String id, String notes) {
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/details").put("notes", notes));
    }
}
