package org.referralconnectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.mapping.Column;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.Kept;
import org.referralconnectors.sync.plan.PairState;
import org.referralconnectors.sync.plan.Planner;
import org.referralconnectors.sync.plan.Policies;

class FightsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int BORNE = 20;
    private static final Organisation ORGANISATION = new Organisation(
            "org",
            Map.of("description", new Column("description", "Memo", 2000, null, null, null, false, Map.of())),
            List.of());

    private final Planner planner = new Planner(
            FieldMap.read(
                    "fields: [{field: notes, referral: /details/notes, lead: description, direction: both}]",
                    "mapping"),
            new Policies(ZoneOffset.UTC, true, true, false, true, new Subject("{id}")));
    private final Fights fights = Fights.parse(null);

    @Test
    void twentyInAnHourAreBorneAndNoMore() {
        fights.wrote("lead", Set.of("notes"), NOW.toEpochMilli());
        IntStream.range(0, BORNE).forEach(n -> fight(fights, NOW));
        assertThatThrownBy(() -> fight(fights, NOW)).isInstanceOfSatisfying(ParkPair.class, park -> {
            assertThat(park.trouble()).isEqualTo(Trouble.REWRITTEN);
            assertThat(park.getMessage()).contains("notes");
            assertThat(park.step()).isEqualTo("plan");
        });
    }

    @Test
    void aChangeLaterThanAMinuteAfterOurOwnWriteIsNoFight() {
        fights.wrote("lead", Set.of("notes"), NOW.minus(MINUTE).minusMillis(1).toEpochMilli());
        IntStream.range(0, 2 * BORNE).forEach(n -> fight(fights, NOW));
        assertThat(fights.text()).doesNotContain("fights");
    }

    @Test
    void ourOwnWriteToTheOtherSideOrToAnotherFieldIsNoFight() {
        fights.wrote("referral", Set.of("notes"), NOW.toEpochMilli());
        fights.wrote("lead", Set.of("deal"), NOW.toEpochMilli());
        IntStream.range(0, 2 * BORNE).forEach(n -> fight(fights, NOW));
        assertThat(fights.text()).doesNotContain("fights");
    }

    @Test
    void whatIsOlderThanAnHourIsForgotten() {
        fights.wrote("lead", Set.of("notes"), NOW.toEpochMilli());
        IntStream.range(0, BORNE).forEach(n -> fight(fights, NOW));
        fights.wrote("lead", Set.of("notes"), NOW.plus(HOUR).toEpochMilli());
        assertThatCode(() -> fight(fights, NOW.plus(HOUR))).doesNotThrowAnyException();
    }

    @Test
    void anOperatorsReplayBeginsTheCountAnew() {
        fights.wrote("lead", Set.of("notes"), NOW.toEpochMilli());
        IntStream.range(0, BORNE).forEach(n -> fight(fights, NOW));
        fights.forgive();
        assertThatCode(() -> fight(fights, NOW)).doesNotThrowAnyException();
    }

    @Test
    void theMemoryOutlivesTheRun() {
        fights.wrote("lead", Set.of("notes"), NOW.toEpochMilli());
        IntStream.range(0, BORNE).forEach(n -> fight(fights, NOW));
        Fights later = Fights.parse(fights.text());
        assertThatThrownBy(() -> fight(later, NOW)).isInstanceOf(ParkPair.class);
        assertThat(Fights.parse("").text()).isNull();
    }

    /** Somebody changed the lead's notes at this time, and we are about to write them to the referral. */
    private void fight(Fights memory, Instant at) {
        ObjectNode referral = JsonNodeFactory.instance.objectNode().put("updatedDateTime", NOW.toString());
        referral.putObject("details").put("notes", "agreed");
        ObjectNode before = JsonNodeFactory.instance.objectNode().put("description", "agreed");
        PairState inStep = PairState.of(Kept.NOTHING)
                .read(planner, ORGANISATION, referral, before)
                .planned();
        ObjectNode lead = before.deepCopy().put("description", "rewritten").put("modifiedon", at.toString());
        List<FieldPlan> fields = inStep.read(planner, ORGANISATION, referral, lead)
                .planned()
                .plan()
                .fields();
        assertThat(fields).singleElement().satisfies(field -> assertThat(field.writesReferral())
                .isTrue());
        memory.refuse(fields, referral, lead, at.toEpochMilli());
    }
}
