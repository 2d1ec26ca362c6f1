package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;

/** What becomes of one pair's failures; the systems' own are in PausesTest. */
class FailuresTest extends FailureSupport {

    private static final String TOO_LONG = "0x80044331";
    private static final String NO_PRIVILEGE = "0x80040220";

    @Test
    void whatPassesIsTriedAgainAndEachReferralGetsOneLead() {
        List<BiConsumer<Faults, String>> passing = List.of(
                (faults, id) -> faults.resetBefore(about("GET", id), 1),
                (faults, id) -> faults.resetAfter(about("GET", id), 1),
                (faults, id) -> faults.resetBefore(about("PATCH", id), 1),
                (faults, id) -> faults.resetAfter(about("PATCH", id), 1),
                (faults, id) -> faults.answer(about("PATCH", id), 1, Answer.empty(500)),
                (faults, id) -> faults.answer(about("PATCH", id), 1, Answer.empty(502)),
                (faults, id) -> faults.answer(about("PATCH", id), 2, Answer.empty(503)),
                (faults, id) -> faults.answer(about("PATCH", id), 1, Answer.empty(504)),
                (faults, id) -> faults.answer(about("PATCH", id), 1, Answer.empty(423)),
                (faults, id) -> faults.answer(about("GET", id), 2, Answer.empty(500)),
                (faults, id) -> faults.answer(about("GET", id), 1, refusal(500, "0x80044151")));
        List<String> ids = Stream.of(partnerCenter().faults(), dynamics().faults())
                .flatMap(faults -> passing.stream().map(fault -> troubled(faults, fault)))
                .toList();
        ids.forEach(this::inStep);
        eventually().until(this::idle);
        assertThat(ids).allSatisfy(id -> {
            assertThat(ownLeadWrites(uuid(id))).hasSize(1);
            assertThat(patchCount(id)).isEqualTo(1);
            assertThat(findParked(id)).isNull();
        });
    }

    /** The lead is read first, and a pair with a lead is in scope: so nothing may be taken before that is known. */
    @Test
    void aLeadIsNotTakenByARunThatFailsBeforeItKnowsWhetherItsReferralIsInScope() {
        String id = referral(referral -> referral.put("status", "Closed").put("substatus", "Expired"));
        eventually().until(() -> outcome(id).startsWith("out of scope: closed") && idle());
        UUID lead = ordinary("About " + id);
        partnerCenter().faults().answer(about("GET", id), 1, Answer.empty(500));
        poll();
        eventually().until(() -> partnerCenter().faults().planned() == 0 && idle());
        assertThat(new Pairs(store()).find(id).orElseThrow().leadId()).isNull();
        assertThat(ownLeadWrites(lead)).isEmpty();
    }

    @Test
    void anUpdateWhoseAnswerIsLostIsNotWrittenAgain() {
        String id = settled(referral -> {});
        dynamics().faults().resetAfter(about("PATCH", id), 1);
        edit(id, referral -> referral.withObject("/customerProfile").put("name", "Northwind GmbH"));
        eventually().until(() -> lead(id).path("companyname").asText().equals("Northwind GmbH"));
        partnerCenter().faults().resetAfter(about("PATCH", id), 1);
        world.dataverse().edit(uuid(id), lead -> lead.put("description", "The lead knows better."));
        poll();
        eventually()
                .until(() -> referralNow(id).at("/details/notes").asText().equals("The lead knows better.") && idle());
        assertThat(ownLeadWrites(uuid(id))).hasSize(2);
        assertThat(patchCount(id)).isEqualTo(2);
        assertThat(pair(id).intent()).isNull();
    }

    /** Without its intent, our own value on the lead would look like a seller's edit, and win. */
    @Test
    void anEditThatFollowsALostAnswerIsNoConflict() {
        String id = settled(referral -> {});
        before(
                dynamics(),
                about("PATCH", id),
                1,
                () -> edit(id, referral -> referral.withObject("/details").put("notes", "Third words.")));
        dynamics().faults().resetAfter(about("PATCH", id), 1);
        edit(id, referral -> referral.withObject("/details").put("notes", "Second words."));
        eventually().until(() -> lead(id).path("description").asText().equals("Third words.") && idle());
        assertThat(referralNow(id).at("/details/notes").asText()).isEqualTo("Third words.");
        assertThat(history(id))
                .noneSatisfy(decision -> assertThat(decision.written()).contains("conflict"));
        dynamics().faults().clear();
    }

    @Test
    void whatNeverPassesIsParkedAfterItsLastAttempt() {
        String id = troubled(
                dynamics().faults(), (faults, it) -> faults.answer(about("PATCH", it), 100, Answer.empty(500)));
        Backlog.ParkedPair parked = parked(id);
        assertThat(parked.attempts()).isEqualTo(4);
        assertThat(parked.park().step()).isEqualTo("dynamics-create-lead");
        assertThat(parked.park().status()).isEqualTo(500);
        assertThat(application.backlog().find(id).orElseThrow().state()).isEqualTo("parked");
        dynamics().faults().clear();
    }

    @Test
    void aReferralThatIsUnknownRightAfterItsWebhookIsTriedAgain() {
        String id = troubled(
                partnerCenter().faults(),
                (faults, it) -> faults.answer(about("GET", it), 2, refusal(404, "itemNotFound")));
        inStep(id);
        assertThat(findParked(id)).isNull();
    }

    @Test
    void aRefusalForGoodIsParkedWithItsReasonAndOthersGoOn() {
        Map<String, Expected> expected = new LinkedHashMap<>();
        expected.put(
                troubled(dynamics().faults(), refusing("PATCH", 400, TOO_LONG)),
                new Expected("dynamics", "dynamics-create-lead", 400, TOO_LONG));
        expected.put(
                troubled(dynamics().faults(), refusing("PATCH", 403, NO_PRIVILEGE)),
                new Expected("dynamics", "dynamics-create-lead", 403, NO_PRIVILEGE));
        expected.put(
                troubled(dynamics().faults(), refusing("GET", 403, NO_PRIVILEGE)),
                new Expected("dynamics", "dynamics-find-leads", 403, NO_PRIVILEGE));
        String known = settled(referral -> {});
        refusing("GET", 403, "accessDenied").accept(partnerCenter().faults(), known);
        edit(known, referral -> referral.put("campaignId", "autumn"));
        expected.put(known, new Expected("partner-center", "partner-center-get-referral", 403, "accessDenied"));
        expected.put(
                troubled(partnerCenter().faults(), refusing("GET", 410, "gone")),
                new Expected("partner-center", "partner-center-get-referral", 410, "gone"));
        expected.put(
                troubled(partnerCenter().faults(), refusing("PATCH", 403, "accessDenied")),
                new Expected("partner-center", "partner-center-update-referral", 403, "accessDenied"));
        expected.put(
                troubled(partnerCenter().faults(), refusing("PATCH", 404, "itemNotFound")),
                new Expected("partner-center", "partner-center-update-referral", 404, "itemNotFound"));
        String healthy = referral(referral -> {});
        inStep(healthy);
        expected.forEach((id, park) -> park.verify(parked(id)));
        replayWorks(expected.keySet().iterator().next());
        partnerCenter().faults().clear();
        dynamics().faults().clear();
    }

    private record Expected(String system, String step, int status, String code) {
        void verify(Backlog.ParkedPair parked) {
            assertThat(parked.park().system()).isEqualTo(system);
            assertThat(parked.park().step()).isEqualTo(step);
            assertThat(parked.park().status()).isEqualTo(status);
            assertThat(parked.park().code()).isEqualTo(code);
            assertThat(parked.park().remedy()).containsAnyOf("replay", "drop");
            assertThat(parked.park().reason() + parked.park().remedy())
                    .doesNotContain("Erika", "northwind", "Northwind");
        }
    }

    /** A parked pair gets one attempt from a new event; one more failure leaves it parked, a success lets it go. */
    private void replayWorks(String id) {
        long writes = ownLeadWrites(uuid(id)).size();
        edit(id, referral -> referral.put("campaignId", "spring"));
        eventually().until(() -> state(id).equals("parked") && idle());
        assertThat(ownLeadWrites(uuid(id))).hasSize((int) writes);
        dynamics().faults().clear();
        edit(id, referral -> referral.put("campaignId", "summer"));
        inStep(id);
        eventually().until(() -> findParked(id) == null && state(id).equals("idle"));
    }

    @Test
    void anUpdateOfALeadThatSomebodyChangedMeanwhileIsPlannedAgain() {
        String id = settled(referral -> {});
        before(dynamics(), about("PATCH", id), 1, () -> world.dataverse()
                .edit(uuid(id), lead -> lead.put("websiteurl", "https://northwind.example")
                        .put("description", "Changed between read and write.")));
        edit(id, referral -> referral.withObject("/customerProfile").put("name", "Northwind GmbH"));
        eventually().until(() -> lead(id).path("companyname").asText().equals("Northwind GmbH"));
        eventually()
                .until(() -> referralNow(id).at("/details/notes").asText().equals("Changed between read and write."));
        assertThat(lead(id).path("websiteurl").asText()).isEqualTo("https://northwind.example");
        assertThat(ownLeadWrites(uuid(id))).hasSize(2);
        dynamics().faults().clear();
    }

    @Test
    void anUpdateOfAReferralThatSomebodyChangedMeanwhileIsPlannedAgain() {
        String id = settled(referral -> {});
        before(
                partnerCenter(),
                about("PATCH", id),
                1,
                () -> edit(id, referral -> {
                    referral.withObject("/details").put("notes", "Written in Partner Center at the same moment.");
                    referral.withObject("/customerProfile").put("name", "Northwind Europe");
                }));
        world.dataverse().edit(uuid(id), lead -> lead.put("description", "The seller's words win."));
        poll();
        eventually().until(() -> referralNow(id).at("/details/notes").asText().equals("The seller's words win."));
        eventually().until(() -> lead(id).path("companyname").asText().equals("Northwind Europe") && idle());
        assertThat(lead(id).path("description").asText()).isEqualTo("The seller's words win.");
        assertThat(history(id))
                .anySatisfy(decision -> assertThat(decision.written()).contains("conflict-to-referral"));
        partnerCenter().faults().clear();
    }

    @Test
    void oneFieldThatTheReferralRefusesCostsNoAcceptance() {
        String id = settled(referral -> {});
        partnerCenter()
                .faults()
                .answer(
                        call -> about("PATCH", id).test(call) && call.text().contains("/details/notes"),
                        1000,
                        refusal(422, "invalidRequest"));
        world.traffic().clear();
        world.dataverse().edit(uuid(id), lead -> lead.put("statuscode", 2)
                .put("description", "Refused words.")
                .put("estimatedclosedate", "2027-03-01"));
        poll();
        eventually().until(() -> pair(id).parkedFields() == 1 && idle());
        assertThat(referralNow(id).path("status").asText()).isEqualTo("Active");
        assertThat(referralNow(id).at("/details/closingDateTime").asText()).startsWith("2027-03-01");
        assertThat(world.traffic().count("partner-center", "patch-referral")).isEqualTo(4);
        FieldPark park = Agreed.parse(pair(id).agreed()).parked().get(0);
        assertThat(park.field()).isEqualTo("notes");
        assertThat(park.code()).isEqualTo("invalidRequest");
        assertThat(park.reason() + park.remedy()).doesNotContain("Erika", "Refused words");
        waitsUntilItsValueChanges(id);
    }

    private void waitsUntilItsValueChanges(String id) {
        world.traffic().clear();
        world.dataverse().edit(uuid(id), lead -> lead.put("estimatedclosedate", "2027-04-01"));
        poll();
        eventually()
                .until(() ->
                        referralNow(id).at("/details/closingDateTime").asText().startsWith("2027-04-01") && idle());
        assertThat(world.traffic().count("partner-center", "patch-referral")).isEqualTo(1);
        partnerCenter().faults().clear();
        world.dataverse().edit(uuid(id), lead -> lead.put("description", "Other words."));
        poll();
        eventually().until(() -> referralNow(id).at("/details/notes").asText().equals("Other words.") && idle());
        assertThat(pair(id).parkedFields()).isZero();
    }

    @Test
    void aStoreThatTakesNothingIsAnsweredWith503AndTheSenderTriesAgain() {
        eventually().until(this::idle);
        store().executeNow("test", handle -> handle.execute("ALTER TABLE requests RENAME TO away"));
        String id = referral(referral -> {});
        eventually().until(() -> world.partner().notifications().attempted() > attemptsBefore(id));
        store().executeNow("test", handle -> handle.execute("ALTER TABLE away RENAME TO requests"));
        inStep(id);
        eventually().until(this::idle);
    }

    /** At least one delivery of it was refused, once more were attempted than acknowledged and pending. */
    private long attemptsBefore(String id) {
        return world.partner().notifications().acknowledged()
                + world.partner().notifications().pending();
    }

    @Test
    void aRunThatCouldNotBeRecordedComesBackWhenItsLeaseIsOver() {
        eventually().until(this::idle);
        String id = UUID.randomUUID().toString();
        before(partnerCenter(), about("PATCH", id), 1, () -> store().executeNow(
                        "test", handle -> handle.execute("ALTER TABLE history RENAME TO gone")));
        referral(referral -> referral.put("id", id));
        inStep(id);
        eventually()
                .until(() -> state(id).equals("running")
                        && application.backlog().counts().running() == 1);
        store().executeNow("test", handle -> handle.execute("ALTER TABLE gone RENAME TO history"));
        eventually().until(() -> {
            store().executeNow(
                            "test", handle -> handle.execute("UPDATE requests SET due_at = 0 WHERE state = 'running'"));
            return idle();
        });
        assertThat(ownLeadWrites(uuid(id))).hasSize(1);
        assertThat(patchCount(id)).isEqualTo(1);
        assertThat(pair(id).leadId()).isEqualTo(id);
    }

    private void edit(String id, java.util.function.Consumer<ObjectNode> change) {
        world.partnerCenter().edit(id, change);
    }

    private static BiConsumer<Faults, String> refusing(String method, int status, String code) {
        return (faults, id) -> faults.answer(about(method, id), 1000, refusal(status, code));
    }

    /** A new referral for which one thing goes wrong on one side. */
    private String troubled(Faults faults, BiConsumer<Faults, String> fault) {
        String id = UUID.randomUUID().toString();
        fault.accept(faults, id);
        return referral(referral -> referral.put("id", id));
    }
}
