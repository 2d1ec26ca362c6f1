package org.referralconnectors.sync.plan.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;
import org.referralconnectors.mapping.Clear;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.LeadIdField;
import org.referralconnectors.mapping.StatusField;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;
import org.referralconnectors.sync.plan.Kept;

/**
 * The six laws, over histories of edits on both sides, runs, crashes, races and changed maps. The two sides themselves
 * fail a history that brings them an illegal write, and the {@link Ledger} one that loses a change.
 */
@AddLifecycleHook(value = Chance.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
class LawsTest {

    private static final int TRIES = 2000;

    @Provide
    Arbitrary<Rows> maps() {
        return Maps.any();
    }

    @Provide
    Arbitrary<List<Act>> histories() {
        return Acts.history(Maps.any());
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of("UTC", "Europe/Berlin", "America/Los_Angeles");
    }

    @Provide("both ways")
    Arbitrary<Rows> bothWays() {
        return Maps.bothWays();
    }

    /** Without other maps and operators: what happens to a field is its edits' doing. */
    @Provide
    Arbitrary<List<Act>> updates() {
        return Acts.updates();
    }

    @Provide("referral edits")
    Arbitrary<List<Act>> referralEdits() {
        return Acts.of(Acts.referralEdit());
    }

    @Provide("lead edits")
    Arbitrary<List<Act>> leadEdits() {
        return Acts.of(Acts.leadEdit());
    }

    @Provide
    Arbitrary<List<Act>> moves() {
        return Acts.of(Arbitraries.oneOf(Acts.referralMove(), Acts.leadMove(), Acts.edit()));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void quiescence(
            @ForAll("maps") Rows map,
            @ForAll("zones") String zone,
            @ForAll("histories") List<Act> history,
            @ForAll boolean trims) {
        World world = new World(map, zone, trims);
        world.tells(() -> {
            world.after(history);
            boolean makesLead = !world.lead().exists();
            Run first = world.run();
            assertThat(first.leavesWork() && !makesLead)
                    .as("another run is needed")
                    .isFalse();
            world.drain();
            int writes = world.writes();
            Kept memory = world.memory();
            assertThat(world.run().leavesWork()).as("an echo leaves work").isFalse();
            assertThat(world.writes()).as("writes after an echo").isEqualTo(writes);
            assertThat(world.memory()).as("the memory after an echo").isEqualTo(memory);
        });
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void noLostUpdate(@ForAll("both ways") Rows map, @ForAll("updates") List<Act> history) {
        World world = new World(map, "UTC", false);
        world.tells(() -> {
            world.after(history);
            world.drain();
            assertThat(unexplained(world)).as("changes that never arrived").isEmpty();
        });
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void lossyFieldsNeverTravelBackToTheReferral(
            @ForAll("maps") Rows map, @ForAll("zones") String zone, @ForAll("referral edits") List<Act> history) {
        World world = new World(map, zone, false);
        world.tells(() -> {
            world.after(history);
            JsonNode before = contents(world.referral().read());
            world.drain();
            assertThat(contents(world.referral().read())).isEqualTo(before);
        });
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void lossyFieldsNeverTravelBackToTheLead(
            @ForAll("maps") Rows map, @ForAll("zones") String zone, @ForAll("lead edits") List<Act> history) {
        World world = new World(map, zone, false);
        world.tells(() -> {
            world.drain();
            int writes = world.lead().writes();
            world.after(history);
            world.drain();
            assertThat(world.lead().writes()).as("writes to the lead").isEqualTo(writes);
        });
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void convergence(
            @ForAll("maps") Rows map,
            @ForAll("zones") String zone,
            @ForAll("histories") List<Act> history,
            @ForAll boolean trims) {
        World world = new World(map, zone, trims);
        world.tells(() -> {
            world.after(history);
            world.drain();
            assertThat(unexplained(world))
                    .as("fields that differ without a reason")
                    .isEmpty();
            assertThat(world.writes()).as("writes").isLessThanOrEqualTo(world.edits() + 2);
        });
    }

    /** Both sides fail the history that brings them a write which the service would refuse. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void terminalStatesAreRespected(@ForAll("maps") Rows map, @ForAll("moves") List<Act> history) {
        World world = new World(map, "UTC", false);
        world.tells(() -> {
            world.after(history);
            world.drain();
            if (world.referral().isClosed() || !world.lead().isOpen()) {
                int writes = world.writes();
                world.editLead("description", TextNode.valueOf("later"));
                world.drain();
                boolean oneMore = world.lead().isOpen() || !world.referral().isClosed();
                assertThat(world.writes() - writes).as("writes").isLessThanOrEqualTo(oneMore ? 1 : 0);
            }
        });
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void oneLeadPerReferral(@ForAll("maps") Rows map, @ForAll("histories") List<Act> history) {
        World world = new World(map, "UTC", false);
        world.tells(() -> {
            world.after(history);
            world.drain();
            assertThat(world.creates()).as("leads made").isEqualTo(1);
            assertThat(world.lead().at("leadid").asText()).isEqualTo(ReferralSide.ID);
            assertThat(world.referral().at("/externalReferenceId").asText())
                    .isIn(ReferralSide.ID, "another system's", world.referral().isClosed() ? "" : ReferralSide.ID);
        });
    }

    /** Law 3 at its sharpest: the service rounded what we wrote, and we never heard of it. */
    @Example
    void anAmountThatTheLeadsCurrencyRoundsIsOursAfterACrash() {
        World world = new World(Maps.plainest(), "UTC", false);
        world.tells(() -> {
            world.drain();
            world.editReferral("/details/dealValue", DecimalNode.valueOf(new BigDecimal("45000.505")));
            world.editLead("_transactioncurrencyid_value", TextNode.valueOf(Crm.JPY));
            world.run(false, Trouble.crash(Moment.LEAD_WRITTEN));
            JsonNode before = contents(world.referral().read());
            world.drain();
            assertThat(contents(world.referral().read())).isEqualTo(before);
        });
    }

    /** Law 2 likewise: the organisation gave our amount a currency, and then the referral got another one. */
    @Example
    void anAmountThatGotADefaultCurrencyIsOursAfterACrash() {
        World world = new World(Maps.plainest(), "UTC", false);
        world.tells(() -> {
            world.editReferral("/details/dealValue", DecimalNode.valueOf(BigDecimal.TEN));
            world.run(false, Trouble.crash(Moment.LEAD_WRITTEN));
            world.editReferral("/details/currency", TextNode.valueOf("JPY"));
            world.drain();
            assertThat(world.referral().at("/details/currency").asText()).isEqualTo("JPY");
            assertThat(world.lead().at("_transactioncurrencyid_value").asText()).isEqualTo(Crm.JPY);
        });
    }

    /** All that users see of it but the lead's id. */
    private static JsonNode contents(JsonNode referral) {
        return ((ObjectNode) referral).without(List.of("eTag", "updatedDateTime", "externalReferenceId"));
    }

    private static List<String> unexplained(World world) {
        List<String> parked = Agreed.parse(world.memory().agreed()).parked().stream()
                .map(FieldPark::field)
                .toList();
        List<String> unexplained = new ArrayList<>();
        for (Field field : world.map().fields()) {
            boolean isTwoWay = field.direction().toLead() && field.direction().toReferral();
            boolean watched = !(field instanceof StatusField) && !(field instanceof LeadIdField);
            String referral = field.referral(world.referral().read());
            String lead = field.lead(world.lead().read(), world.terms());
            boolean isKept = world.referral().isClosed()
                    || field.clear() == Clear.KEEP && (referral.isEmpty() || lead.isEmpty());
            if (isTwoWay
                    && watched
                    && !isKept
                    && !parked.contains(field.name())
                    && !field.same(referral, lead, world.terms())
                    && !world.ledger().isExplained(field, referral, lead)) {
                unexplained.add(field.name() + ": " + referral + " | " + lead);
            }
        }
        return unexplained;
    }
}
