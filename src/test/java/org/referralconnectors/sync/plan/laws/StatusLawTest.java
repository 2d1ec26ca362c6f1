package org.referralconnectors.sync.plan.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.Kept;
import org.referralconnectors.sync.plan.PairState;
import org.referralconnectors.sync.plan.Plan;
import org.referralconnectors.sync.plan.Planner;
import org.referralconnectors.sync.plan.Policies;
import org.referralconnectors.sync.plan.Side;

/** The table of statuses, row by row: what both sides hold now against what they held when they were last in step. */
class StatusLawTest {

    private static final List<String> REFERRAL = List.of(
            "New/Pending",
            "New/Received",
            "Active/Accepted",
            "Closed/Won",
            "Closed/Lost",
            "Closed/Declined",
            "Closed/Expired",
            "Closed/Error",
            "Paused/Odd");
    private static final List<String> LEAD = List.of("0/1", "0/2", "0/100", "1/3", "2/4", "2/6", "2/7", "3/9");
    private static final Instant NOW = Instant.parse("2026-02-03T09:14:27Z");
    private static final String MAP = "fields:\n  - {field: status, referral: [/status, /substatus, /statusReason],"
            + " lead: [statecode, statuscode], as: status, direction: both}";

    private final FieldMap map = FieldMap.read(MAP, "status.yaml");
    private final Planner planner =
            new Planner(map, new Policies(ZoneId.of("UTC"), true, true, false, true, new Subject("{id}")));

    /** One case; {@code agreedReferral} is null at a first meeting. */
    private record Case(String referral, String agreedReferral, String lead, String agreedLead) {}

    @Test
    void noWriteIsIllegal() {
        each(this::write);
    }

    @Test
    void itIsQuietAfterOneStep() {
        each(start -> {
            Sides sides = write(start);
            assertThat(plan(sides).action()).as("%s, then %s", start, sides).isEqualTo(Action.NONE);
        });
    }

    @Test
    void aCrashCausesNoSecondWrite() {
        each(start -> {
            Sides before = sides(start);
            PairState intended = intended(before);
            Sides after = applied(before, intended.plan());
            Sides recovered = new Sides(after.referral(), after.lead(), PairState.of(intended.kept()));
            assertThat(plan(recovered).writes())
                    .as("%s, then %s", start, recovered)
                    .isFalse();
        });
    }

    @Test
    void onlyASideThatChangedMovesTheOther() {
        each(start -> {
            FieldPlan plan = plan(sides(start));
            boolean first = start.agreedReferral() == null;
            boolean referral = first || !start.referral().equals(start.agreedReferral());
            boolean lead = first || !start.lead().equals(start.agreedLead());
            assertThat(!plan.writesLead() || referral).as("%s: %s", start, plan).isTrue();
            assertThat(!plan.writesReferral() || lead).as("%s: %s", start, plan).isTrue();
        });
    }

    @Test
    void aFirstMeetingNeverClosesAReferral() {
        each(start -> {
            FieldPlan plan = plan(sides(start));
            boolean closes = plan.writesReferral() && plan.value().startsWith("Closed");
            assertThat(closes && start.agreedReferral() == null)
                    .as("%s: %s", start, plan)
                    .isFalse();
        });
    }

    @Test
    void nothingGoesBack() {
        each(start -> {
            Sides sides = write(start);
            assertThat(rank(sides.referral().status())).as("%s", start).isGreaterThanOrEqualTo(rank(start.referral()));
            assertThat(rank(sides.lead().status())).as("%s", start).isGreaterThanOrEqualTo(rank(start.lead()));
        });
    }

    private static int rank(String status) {
        return switch (status.split("/")[0]) {
            case "New" -> 0;
            case "0" -> status.equals("0/1") ? 0 : 1;
            case "Active", "1" -> 1;
            default -> 2;
        };
    }

    /** Both services as they are in one case, and what is known of the pair. */
    private record Sides(ReferralSide referral, LeadSide lead, PairState state) {

        @Override
        public String toString() {
            return referral.status() + " " + lead.status() + " " + state.agreed();
        }
    }

    private Sides write(Case start) {
        Sides before = sides(start);
        PairState intended = intended(before);
        Sides after = applied(before, intended.plan());
        Plan plan = intended.plan();
        PairState written = plan.writesLead()
                ? intended.answered(Side.RECORD, plan.leadFields(), after.lead().read())
                : intended.answered(
                        Side.REFERRAL, plan.referralFields(), after.referral().read());
        return new Sides(after.referral(), after.lead(), written);
    }

    private PairState intended(Sides sides) {
        PairState planned = planned(sides);
        Plan plan = planned.plan();
        return plan.writesLead()
                ? planned.intend(Side.RECORD, plan.leadFields())
                : planned.intend(Side.REFERRAL, plan.referralFields());
    }

    private static Sides applied(Sides sides, Plan plan) {
        assertThat(plan.writesLead() && plan.writesReferral()).isFalse();
        if (plan.writesLead()) {
            String etag = sides.lead().at("@odata.etag").asText();
            sides.lead().update(plan.leadWrite(), etag, NOW);
        }
        if (plan.writesReferral()) {
            ArrayNode patch = plan.referralPatch(plan.referralFields());
            sides.referral().patch(patch, sides.referral().at("/eTag").asText(), NOW);
        }
        return sides;
    }

    private Sides sides(Case start) {
        PairState state = PairState.of(Kept.NOTHING);
        if (start.agreedReferral() != null) {
            state = agreed(start.agreedReferral(), start.agreedLead());
        }
        return new Sides(referral(start.referral()), lead(start.lead()), state);
    }

    /** Agrees on any two values, also on two that no plan would leave so. */
    private PairState agreed(String referral, String lead) {
        String hash = map.fields().get(0).rowHash();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("status").put("row", hash).put("referral", referral).put("lead", lead);
        return PairState.of(new Kept(json.toString(), null, Kept.Past.NONE, Kept.Past.NONE, Set.of()));
    }

    private FieldPlan plan(Sides sides) {
        return planned(sides).plan().fields().get(0);
    }

    private PairState planned(Sides sides) {
        return sides.state()
                .read(
                        planner,
                        Crm.ORGANISATION,
                        sides.referral().read(),
                        sides.lead().read())
                .planned();
    }

    private static ReferralSide referral(String status) {
        ObjectNode referral = ReferralSide.blank();
        referral.put("status", status.split("/")[0]).put("substatus", status.split("/")[1]);
        return new ReferralSide(referral, false);
    }

    private static LeadSide lead(String status) {
        LeadSide lead = new LeadSide(false);
        lead.appear(JsonNodeFactory.instance.objectNode(), ReferralSide.ID, NOW);
        lead.move(status, NOW);
        return lead;
    }

    private static void each(Consumer<Case> law) {
        List<String> agreedReferrals = new ArrayList<>(REFERRAL);
        agreedReferrals.add(null);
        for (String referral : REFERRAL) {
            for (String lead : LEAD) {
                for (String agreedReferral : agreedReferrals) {
                    for (String agreedLead : agreedReferral == null ? List.of("") : LEAD) {
                        law.accept(new Case(referral, agreedReferral, lead, agreedLead));
                    }
                }
            }
        }
    }
}
