package org.referralconnectors.sync.plan.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.referralconnectors.mapping.Column;
import org.referralconnectors.mapping.Currency;
import org.referralconnectors.mapping.Option;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.PairState;
import org.referralconnectors.sync.plan.Plan;
import org.referralconnectors.sync.plan.Planner;
import org.referralconnectors.sync.plan.Policies;

/**
 * What was agreed depends on nothing outside its key: under any other settings, and in an organisation that was
 * customised since, replanning agreed pairs writes nothing.
 */
class SettingsLawTest {

    private static final int TRIES = 2000;
    private static final List<String> ZONES = List.of(
            "UTC",
            "America/New_York",
            "Asia/Tokyo",
            "Asia/Kolkata",
            "Pacific/Kiritimati",
            "Pacific/Niue",
            "America/Sao_Paulo",
            "Europe/Berlin");

    /** Settings, and the organisation as it is then. */
    record Era(Policies policies, Organisation organisation, boolean showsDays) {}

    @Provide
    Arbitrary<Rows> maps() {
        return Maps.any();
    }

    @Provide
    Arbitrary<List<Act>> histories() {
        return Acts.history(Maps.any());
    }

    @Provide
    Arbitrary<List<Era>> eras() {
        Arbitrary<Policies> policies = Combinators.combine(
                        Arbitraries.of(ZONES),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of("{name} [{id}]", "{id}", "Referral {id}: {name}"))
                .as((zone, lead, referral, text, subject) ->
                        new Policies(ZoneId.of(zone), lead, referral, false, text, new Subject(subject)));
        return Combinators.combine(
                        policies,
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(-5, 200),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of("", "EUR", "JPY", "EUR JPY"),
                        Arbitraries.of(true, false))
                .as((chosen, days, wider, precision, currencies, renders) ->
                        new Era(chosen, customised(days, wider, precision, currencies), renders && days))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void replanningAgreedPairsWritesNothing(
            @ForAll("maps") Rows map, @ForAll("histories") List<Act> history, @ForAll("eras") List<Era> eras) {
        World world = new World(map, "UTC", false);
        world.tells(() -> {
            world.after(history);
            world.drain();
            PairState state = PairState.of(world.memory());
            for (Era era : eras) {
                world.tell("another era: " + era);
                state = planned(world, state, era);
                assertThat(written(state.plan())).isEmpty();
                state = PairState.of(state.kept());
            }
        });
    }

    private static PairState planned(World world, PairState state, Era era) {
        return state.read(
                        new Planner(world.map(), era.policies()),
                        era.organisation(),
                        world.referral().read(),
                        shown(world.lead().read(), era))
                .planned();
    }

    private static Set<String> written(Plan plan) {
        return plan.fields().stream()
                .filter(field -> field.action().isToLead() || field.action().isToReferral())
                .map(FieldPlan::field)
                .collect(Collectors.toSet());
    }

    /** The columns of days became columns of moments, and the service shows what they hold as that. */
    private static JsonNode shown(JsonNode lead, Era era) {
        String day = lead.path("estimatedclosedate").asText("");
        if (!era.showsDays() && day.length() == 10) {
            ((ObjectNode) lead).put("estimatedclosedate", day + "T00:00:00Z");
        }
        return lead;
    }

    private static Organisation customised(boolean days, int wider, int precision, String listed) {
        Map<String, Column> columns = new HashMap<>(Crm.ORGANISATION.columns());
        columns.replaceAll((name, column) -> column(column, days, wider, precision));
        List<Currency> currencies = Crm.ORGANISATION.currencies().stream()
                .filter(currency -> listed.contains(currency.isoCode()))
                .map(currency ->
                        new Currency(currency.id().toUpperCase(), currency.isoCode(), precision, precision > 1))
                .toList();
        return new Organisation(Crm.ORGANISATION.organizationId(), columns, currencies);
    }

    private static Column column(Column column, boolean days, int wider, int precision) {
        Map<Integer, Option> renamed = new HashMap<>(column.options());
        renamed.replaceAll((value, option) -> new Option("renamed " + precision, option.statecode()));
        return new Column(
                column.name(),
                column.type(),
                column.maxLength() == null ? null : Math.max(1, column.maxLength() + wider),
                column.min(),
                column.max(),
                column.precision() == null ? null : Integer.valueOf(precision),
                column.type().equals("DateTime") && days,
                renamed);
    }
}
