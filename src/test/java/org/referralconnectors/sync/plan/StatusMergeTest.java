package org.referralconnectors.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.referralconnectors.mapping.Refusal;
import org.referralconnectors.mapping.Stock;

class StatusMergeTest {

    private static final List<String> REFERRALS = List.of(
            "New/Pending",
            "New/Received",
            "Active/Accepted",
            "Closed/Won",
            "Closed/Lost",
            "Closed/Declined",
            "Closed/Expired",
            "Closed/Error",
            "Closed/Whatever",
            "Closed",
            "Paused/Somehow",
            "None/None",
            "");
    private static final List<String> LEADS =
            List.of("0/1", "0/2", "0/823270000", "1/3", "2/4", "2/5", "2/6", "2/7", "7/77");
    private static final Set<String> LEGAL = Set.of("New>Active/Accepted", "New>Closed/Declined", "Active>Closed/Lost");
    private static final Set<String> OPEN_MOVES = Set.of("0/2", "2/4", "2/6", "2/7");

    private final Pair pair = new Pair();

    @ParameterizedTest
    @CsvSource({
        // one side changed
        "New/Pending 0/1, Active/Accepted 0/1, TO_LEAD 0/2",
        "New/Pending 0/1, Closed/Declined 0/1, TO_LEAD 2/6",
        "New/Pending 0/1, Closed/Expired 0/1, TO_LEAD 2/7",
        "Active/Accepted 0/2, Closed/Lost 0/2, TO_LEAD 2/4",
        "Active/Accepted 0/2, Closed/Error 0/2, TO_LEAD 2/7",
        "Active/Accepted 0/2, Closed/Won 0/2, SETTLE",
        "Active/Accepted 0/2, Closed/Whatever 0/2, SETTLE",
        "New/Pending 0/1, Paused/Now 0/1, SETTLE",
        "Active/Accepted 1/3, Closed/Lost 1/3, SETTLE",
        "Active/Accepted 1/3, Closed/Won 1/3, NONE",
        "New/Pending 0/1, New/Received 0/1, NONE",
        "New/Pending 0/1, New/Pending 0/2, TO_REFERRAL Active/Accepted",
        "New/Pending 0/1, New/Pending 1/3, TO_REFERRAL Active/Accepted",
        "New/Pending 0/1, New/Pending 2/5, TO_REFERRAL Closed/Declined",
        "Active/Accepted 0/2, Active/Accepted 2/5, TO_REFERRAL Closed/Lost",
        "Active/Accepted 0/2, Active/Accepted 0/823270000, NONE",
        "Active/Accepted 0/2, Active/Accepted 0/1, SETTLE",
        "Closed/Lost 2/4, Closed/Lost 0/1, SETTLE",
        "Active/Accepted 0/2, New/Pending 0/2, SETTLE",
        // both changed
        "New/Pending 0/1, Active/Accepted 0/2, NONE",
        "New/Pending 0/1, Closed/Lost 0/2, CONFLICT_TO_LEAD 2/4",
        "New/Pending 0/1, Active/Accepted 2/4, CONFLICT_TO_REFERRAL Closed/Lost",
        "New/Pending 0/1, New/Received 0/2, CONFLICT_TO_REFERRAL Active/Accepted",
        "New/Pending 0/1, Closed/Won 2/4, SETTLE",
        // first meeting
        "-, Active/Accepted 0/1, TO_LEAD 0/2",
        "-, Closed/Lost 0/1, TO_LEAD 2/4",
        "-, New/Pending 0/2, TO_REFERRAL Active/Accepted",
        "-, New/Pending 2/4, SETTLE",
        "-, Active/Accepted 2/4, SETTLE",
        "-, Closed/Won 0/2, SETTLE"
    })
    void isMergedByRank(String agreed, String now, String expected) {
        if (!agreed.equals("-")) {
            set(agreed);
            pair.inStep();
        }
        set(now);

        FieldPlan plan = pair.plan("status");
        assertThat(plan.action() + (plan.value() == null ? "" : " " + plan.value()))
                .isEqualTo(expected);
    }

    @Test
    void aReferralThatWasWonAsksForAPerson() {
        set("Active/Accepted 0/2");
        pair.inStep();
        set("Closed/Won 0/2");

        assertThat(pair.plan("status").rule()).isEqualTo("won in Partner Center: qualify the lead");
        assertThat(pair.record().isQuiet()).isTrue();
    }

    @Test
    void aLostLeadClosesItsReferralWithTheReasonFirst() {
        set("Active/Accepted 0/2");
        pair.inStep().lead().put("description", "They chose another one.");
        set("Active/Accepted 2/5");

        assertThat(pair.plan().moves().keySet()).containsExactly(Move.CLOSE_REFERRAL);
        JsonNode patch = pair.plan().referralPatch(pair.plan().referralFields());
        assertThat(patch.findValuesAsText("path"))
                .containsExactly("/details/notes", "/statusReason", "/status", "/substatus");
        assertThat(patch.findValuesAsText("value"))
                .containsExactly("They chose another one.", "Cannot Contact", "Closed", "Lost");
    }

    @Test
    void aStatusCanBeSentAlone() {
        set("New/Pending 0/1");
        pair.inStep().lead().put("description", "refused by the service");
        set("New/Pending 0/2");

        assertThat(pair.plan().referralPatch(Set.of("status")).findValuesAsText("value"))
                .containsExactly("Active", "Accepted");

        PairState intended = pair.planned().intend(Side.REFERRAL, Set.of("status"));
        pair.referral().put("status", "Active").put("substatus", "Accepted").put("eTag", "\"2\"");
        pair.resume(intended.answered(Side.REFERRAL, Set.of("status"), pair.referral()));
        assertThat(pair.plan().referralFields()).containsExactly("notes");
    }

    @Test
    void aReasonThatTheOrganisationLacksParksTheStatus() {
        pair.mapped(Stock.shippedYaml().replace("lead: 2/4", "lead: 2/100000001"));
        set("Active/Accepted 0/2");
        pair.inStep();
        set("Closed/Lost 0/2");

        assertThat(pair.plan("status").action()).isEqualTo(Action.PARK);
        assertThat(pair.plan("status").park().reason()).contains("2/100000001");

        pair.record().mapped(Stock.shippedYaml());
        pair.agreed(pair.agreed().park(pair.plan("status"), new Refusal("409", "refused", "correct it")));
        assertThat(pair.plan("status").rule()).isEqualTo("parked: refused");
        set("Closed/Declined 0/2");
        assertThat(pair.plan("status").action()).isEqualTo(Action.TO_LEAD);
    }

    @Test
    void anOpenReasonMayCountAsNew() {
        pair.mapped(Stock.shippedYaml()
                .replace("  - {referral: New, lead: 0/1}", "  - {referral: New, lead: 0/823270000}"));
        set("New/Pending 0/1");
        pair.inStep();
        set("New/Pending 0/823270000");

        assertThat(pair.plan("status").action()).isEqualTo(Action.NONE);
    }

    @Test
    void noneOfAllCombinationsMovesIllegallyOrTwice() {
        pair.mapped(
                """
                fields:
                  - field: status
                    referral: [/status, /substatus, /statusReason]
                    lead: [statecode, statuscode]
                    as: status
                    direction: both
                """);
        List<String> pairs = REFERRALS.stream()
                .flatMap(referral -> LEADS.stream().map(lead -> referral + " " + lead))
                .toList();
        for (String now : pairs) {
            noIllegalMove(null, now);
            pairs.forEach(agreed -> noIllegalMove(agreed, now));
        }
    }

    private void noIllegalMove(String agreed, String now) {
        pair.agreed(Agreed.none());
        if (agreed != null) {
            set(agreed);
            pair.inStep();
        }
        set(now);
        FieldPlan plan = pair.plan("status");
        if (plan.writesReferral()) {
            assertThat(LEGAL).contains(now.replaceAll("[/ ].*", "") + ">" + plan.value());
        }
        if (plan.writesLead()) {
            assertThat(now).contains(" 0/");
            assertThat(OPEN_MOVES).contains(plan.value());
        }
        pair.writeLead().writeReferral();
        assertThat(pair.plan("status").action()).as("%s after %s", now, agreed).isEqualTo(Action.NONE);
    }

    private void set(String both) {
        String referral = both.substring(0, both.indexOf(' '));
        String lead = both.substring(both.indexOf(' ') + 1);
        int stroke = referral.indexOf('/');
        pair.referral().put("status", stroke < 0 ? referral : referral.substring(0, stroke));
        pair.referral().put("substatus", stroke < 0 ? null : referral.substring(stroke + 1));
        pair.lead().put("statecode", Integer.parseInt(lead.substring(0, 1)));
        pair.lead().put("statuscode", Integer.parseInt(lead.substring(2)));
    }
}
