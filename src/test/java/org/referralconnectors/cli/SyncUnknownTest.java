package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.cli.CommandProcess.Result;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.store.Pairs;

/** {@code sync} of a referral of which no webhook, sweep or poll has told: Partner Center is asked for it. */
class SyncUnknownTest extends OperatorSupport {

    @BeforeEach
    void record() {
        world.traffic().recordBodies(true);
        world.traffic().clear();
    }

    @AfterEach
    void nothingIsLeftForTheNext() {
        application.operations().resume("all");
        world.partner().partnerCenterServer().faults().clear();
        eventually().until(this::idle);
    }

    @Test
    void oneInScopeIsRequestedAndGetsItsLead() {
        String id = unheard(referral -> {});
        Result synced = cli("sync", "--referral", id.toUpperCase(java.util.Locale.ROOT), "--wait");
        assertThat(synced.exit()).isZero();
        assertThat(synced.out()).contains("wrote company to the lead");
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
    }

    @Test
    void withoutWaitingItIsRequestedAndTheProcessBesideDoesIt() {
        String id = unheard(referral -> {});
        Result synced = cli("sync", "--referral", id);
        assertThat(synced.exit()).isZero();
        assertThat(synced.out()).startsWith("requested");
        eventually().until(() -> world.dataverse().get(UUID.fromString(id)).isPresent() && idle());
    }

    @Test
    void oneThatPartnerCenterDoesNotHaveIsSaidAndLeavesNothing() {
        String id = UUID.randomUUID().toString();
        Result synced = cli("sync", "--referral", id, "--wait");
        assertThat(synced.exit()).isEqualTo(1);
        assertThat(synced.err()).contains(id, "unknown here, and Partner Center has no referral of this id");
        leavesNothing(id);
    }

    @Test
    void oneOutOfScopeIsSaidWithTheReasonAndLeavesNothing() {
        String id = unheard(referral -> referral.put("direction", "Outgoing"));
        Result synced = cli("sync", "--referral", id, "--wait");
        assertThat(synced.exit()).isEqualTo(1);
        assertThat(synced.err()).contains(id, "out of scope: direction outgoing (sync.scope)");
        leavesNothing(id);
    }

    @Test
    void anErasedOneIsNotAskedFor() {
        String id = settled();
        assertThat(cli("erase", "--referral", id).exit()).isZero();
        long before = reads(id);
        Result synced = cli("sync", "--referral", id);
        assertThat(synced.exit()).isEqualTo(1);
        assertThat(synced.err()).contains("was erased");
        assertThat(reads(id)).isEqualTo(before);
        assertThat(application.backlog().find(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"partner-center", "all"})
    void whilePartnerCenterIsPausedItIsNotAsked(String paused) {
        String id = unheard(referral -> {});
        application.operations().pause(paused);
        Result synced = cli("sync", "--referral", id, "--wait");
        assertThat(synced.exit()).isEqualTo(1);
        assertThat(synced.err()).contains(id, "partner-center is paused");
        assertThat(reads(id)).isZero();
        leavesNothing(id);
        application.operations().resume("all");
        assertThat(cli("sync", "--referral", id, "--wait").exit()).isZero();
    }

    @Test
    void aPauseOfDynamicsKeepsNobodyFromRequesting() {
        String id = unheard(referral -> {});
        application.operations().pause("dynamics");
        assertThat(cli("sync", "--referral", id).exit()).isZero();
        assertThat(world.dataverse().get(UUID.fromString(id))).isEmpty();
        application.operations().resume("all");
        eventually().until(() -> world.dataverse().get(UUID.fromString(id)).isPresent());
    }

    @Test
    void oneThatCannotBeReadIsSaidWithTheReason() {
        String id = unheard(referral -> {});
        world.partner().partnerCenterServer().faults().answer(Faults.on("GET", ".*" + id), 1, Answer.empty(503));
        Result synced = cli("sync", "--referral", id);
        assertThat(synced.exit()).isEqualTo(1);
        assertThat(synced.err()).contains(id, "HTTP 503");
        leavesNothing(id);
    }

    @Test
    void whatIsNoIdIsWrongUsage() {
        assertThat(cli("sync", "--referral", "northwind").exit()).isEqualTo(64);
    }

    /** A referral whose webhook got lost. */
    private String unheard(Consumer<ObjectNode> change) {
        world.partner().notifications().dropNext(1);
        return world.partnerCenter().create(change).path("id").asText();
    }

    private long reads(String id) {
        return world.traffic().entries().stream()
                .filter(entry -> entry.call().path().endsWith(id))
                .count();
    }

    private void leavesNothing(String id) {
        assertThat(application.backlog().find(id)).isEmpty();
        assertThat(new Pairs(application.connectors().tables().database()).find(id))
                .isEmpty();
        assertThat(application.connectors().tables().history().of(id)).isEmpty();
    }
}
