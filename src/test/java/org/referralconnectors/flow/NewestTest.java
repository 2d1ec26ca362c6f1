package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.AdjustableClock;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.dataverse.Organisation;

/**
 * {@code winner: newest} goes by who changed each side last, and nothing that is written meanwhile turns it round. The
 * services' clocks stand still between two steps of a test.
 */
class NewestTest extends FlowTestSupport {

    private static final String NOTES =
            "  - {field: notes, referral: /details/notes, lead: description," + " direction: both, winner: lead}\n";
    private static final String TWO_WAY = NOTES.replace("winner: lead", "winner: newest");
    private static final String ONE_WAY = TWO_WAY.replace("both", "to-lead");
    private static final Duration LATER = Duration.ofSeconds(7);

    private final AdjustableClock clock = new AdjustableClock();

    @BeforeEach
    void letTheClocksStand() {
        world.close();
        world = Landscape.start(Organisation.stock(), clock);
    }

    /** The lead's own write of another field makes it no older. */
    @Test
    void aSellersNewerWordsStayInARowThatOnlyGoesToTheLead() {
        String id = inStepUnder(ONE_WAY);
        inOneRun(() -> {
            partner(id, referral -> details(referral).put("notes", "OLDER"));
            partner(id, referral -> customer(referral).put("name", "Renamed Ltd"));
            clock.advance(LATER);
            seller(id, lead -> lead.put("description", "NEWER"));
        });
        atRest(id, "NEWER", "OLDER");
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Renamed Ltd");
        assertThat(history(id)).anySatisfy(decision -> assertThat(decision.skipped())
                .contains("settle: this row never writes to the"));
    }

    @Test
    void aSellersNewerWordsWinThoughTheLeadIsWrittenFirst() {
        String id = inStepUnder(TWO_WAY);
        inOneRun(() -> {
            partner(id, referral -> details(referral).put("notes", "OLDER"));
            partner(id, referral -> customer(referral).put("name", "Renamed Ltd"));
            clock.advance(LATER);
            seller(id, lead -> lead.put("description", "NEWER"));
        });
        atRest(id, "NEWER", "NEWER");
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Renamed Ltd");
    }

    @Test
    void aPartnersNewerWordsWinThoughTheReferralIsWrittenFirst() {
        String id = inStepUnder(TWO_WAY);
        byTheLeadsPoll(() -> {
            seller(id, lead -> lead.put("description", "OLDER").put("estimatedamount", 4711));
            clock.advance(LATER);
            partner(id, referral -> details(referral).put("notes", "NEWER"));
        });
        atRest(id, "NEWER", "NEWER");
        assertThat(referralNow(id).at("/details/dealValue").decimalValue()).isEqualByComparingTo("4711");
    }

    @Test
    void theVerdictStaysWhereTheRunFailsBetweenItsTwoWrites() {
        String id = inStepUnder(TWO_WAY);
        world.partner().partnerCenterServer().faults().resetBefore(Faults.on("PATCH", ".*"), 1);
        inOneRun(() -> {
            partner(id, referral -> details(referral).put("notes", "OLDER"));
            partner(id, referral -> customer(referral).put("name", "Renamed Ltd"));
            clock.advance(LATER);
            seller(id, lead -> lead.put("description", "NEWER"));
        });
        atRest(id, "NEWER", "NEWER");
    }

    /** Such as a workflow of the organisation, which saves the lead after everybody. */
    @Test
    void theVerdictStaysWhereAPlugInSavesTheLeadBetweenTheTwoWrites() {
        String id = inStepUnder(TWO_WAY);
        once(patchOf(id), world.dataverseServer().faults()::resetBefore, () -> {
            clock.advance(LATER.multipliedBy(10));
            seller(id, lead -> lead.put("telephone1", "+49 30 1234"));
        });
        byTheLeadsPoll(() -> {
            seller(id, lead -> lead.put("description", "OLDER").put("estimatedamount", 4711));
            clock.advance(LATER);
            partner(id, referral -> details(referral).put("notes", "NEWER"));
        });
        atRest(id, "NEWER", "NEWER");
    }

    /** Nobody heard of our write, so the lead's version is not known as ours; its time is not a seller's. */
    @Test
    void aLostAnswerMakesNobodyTheNewest() {
        String id = inStepUnder(TWO_WAY);
        once(patchOf(id), world.dataverseServer().faults()::resetAfter, () -> {
            clock.advance(LATER);
            world.partner().notifications().dropNext(1);
            partner(id, referral -> details(referral).put("notes", "NEWER"));
            clock.advance(LATER);
        });
        inOneRun(() -> {
            partner(id, referral -> customer(referral).put("name", "Renamed Ltd"));
            seller(id, lead -> lead.put("description", "OLDER"));
        });
        atRest(id, "NEWER", "NEWER");
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Renamed Ltd");
    }

    @Test
    void aRowThatIsAddedLaterKnowsWhoWasTheNewestBeforeOurOwnWrite() {
        String id = inStepUnder("");
        inOneRun(() -> {
            partner(id, referral -> details(referral).put("notes", "OLDER"));
            partner(id, referral -> customer(referral).put("name", "Renamed Ltd"));
            clock.advance(LATER);
            seller(id, lead -> lead.put("description", "NEWER"));
        });
        eventually().until(() -> lead(id).path("companyname").asText().equals("Renamed Ltd") && idle());
        restart("sync.mapping", map(TWO_WAY));
        atRest(id, "NEWER", "NEWER");
    }

    private String inStepUnder(String row) {
        start("sync.mapping", map(row), "sync.retry-initial-delay", "PT0.05S", "sync.retry-max-delay", "PT0.1S");
        String id = settled(referral -> {});
        poll();
        clock.advance(LATER);
        return id;
    }

    /** @param row in place of the shipped one for the notes; empty: there is none */
    private String map(String row) {
        try {
            String shipped = Files.readString(Path.of("mapping.yaml"));
            assertThat(shipped).contains(NOTES);
            return "file:" + Files.writeString(folder.resolve("mapping.yaml"), shipped.replace(NOTES, row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void inOneRun(Runnable edits) {
        world.partner().notifications().hold();
        edits.run();
        world.partner().notifications().release();
    }

    /** Whose run writes the referral first. */
    private void byTheLeadsPoll(Runnable edits) {
        world.partner().notifications().dropNext(1);
        edits.run();
        poll();
    }

    /** Once all is at rest, and however often the pair is looked at again. */
    private void atRest(String id, String ofLead, String ofReferral) {
        eventually().until(this::idle);
        for (int look = 0; look < 2; look++) {
            deliver("referral-updated", id);
            poll();
            eventually().until(this::idle);
        }
        assertThat(lead(id).path("description").asText()).isEqualTo(ofLead);
        assertThat(referralNow(id).at("/details/notes").asText()).isEqualTo(ofReferral);
    }

    private static Predicate<Call> patchOf(String leadId) {
        return call -> call.method().equals("PATCH") && call.path().contains(leadId);
    }

    /** A fault that strikes once, and what happens just before. */
    private static void once(
            Predicate<Call> where, java.util.function.BiConsumer<Predicate<Call>, Integer> fault, Runnable act) {
        AtomicBoolean done = new AtomicBoolean();
        fault.accept(
                call -> {
                    boolean strikes = where.test(call) && done.compareAndSet(false, true);
                    if (strikes) {
                        act.run();
                    }
                    return strikes;
                },
                1);
    }

    private void partner(String id, Consumer<ObjectNode> edit) {
        world.partnerCenter().edit(id, edit);
    }

    private void seller(String id, Consumer<ObjectNode> edit) {
        world.dataverse().edit(uuid(id), edit);
    }

    private static ObjectNode details(ObjectNode referral) {
        return (ObjectNode) referral.path("details");
    }

    private static ObjectNode customer(ObjectNode referral) {
        return (ObjectNode) referral.path("customerProfile");
    }
}
