package org.referralconnectors.sync.plan.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.referralconnectors.mapping.Column;
import org.referralconnectors.mapping.Column.Access;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.Kept;
import org.referralconnectors.sync.plan.PairState;
import org.referralconnectors.sync.plan.Plan;
import org.referralconnectors.sync.plan.Planner;
import org.referralconnectors.sync.plan.Policies;

/**
 * What can't be seen is not empty. While columns of the lead are hidden, whoever edits what, neither side of their
 * fields is written; once they are seen again, nothing is wiped for what they hide.
 */
class SightLawTest {

    private static final int TRIES = 2000;
    private static final List<String> COLUMNS = List.of(
            "description",
            "new_campaign",
            "new_stage",
            "new_program",
            "new_consent",
            "estimatedamount",
            "_transactioncurrencyid_value",
            "estimatedclosedate",
            "companyname",
            "lastname",
            "emailaddress1",
            "numberofemployees",
            "new_accepted",
            "statuscode");

    @Provide
    Arbitrary<Rows> maps() {
        return Maps.any();
    }

    @Provide
    Arbitrary<List<Act>> histories() {
        return Acts.history(Maps.any());
    }

    @Provide
    Arbitrary<List<Act>> edits() {
        return Acts.of(Arbitraries.oneOf(Acts.referralEdit(), Acts.leadEdit()));
    }

    @Provide
    Arbitrary<Set<String>> hidden() {
        return Arbitraries.of(COLUMNS).set().ofMinSize(1);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void whatCannotBeSeenIsLeftAlone(
            @ForAll("maps") Rows map,
            @ForAll("histories") List<Act> history,
            @ForAll("hidden") Set<String> hidden,
            @ForAll boolean secured,
            @ForAll("edits") List<Act> meanwhile) {
        World world = new World(map, "UTC", false);
        world.tells(() -> {
            world.after(history);
            world.drain();
            world.tell("hidden: " + hidden + (secured ? " by column security" : " by a partial answer"));
            world.after(meanwhile);
            PairState blind = planned(
                    world, world.memory(), veiled(world.lead().read(), hidden, secured), secured ? hidden : Set.of());
            assertThat(written(blind.plan(), world, hidden)).isEmpty();
            PairState again = planned(world, blind.kept(), world.lead().read(), Set.of());
            assertThat(wiped(again.plan(), world, hidden)).isEmpty();
        });
    }

    private static PairState planned(World world, Kept kept, JsonNode lead, Set<String> secured) {
        Policies policies = new Policies(ZoneId.of("UTC"), true, true, false, true, new Subject("{name} [{id}]"));
        return PairState.of(kept)
                .read(
                        new Planner(world.map(), policies),
                        organisation(secured),
                        world.referral().read(),
                        lead)
                .planned();
    }

    private static JsonNode veiled(JsonNode lead, Set<String> hidden, boolean secured) {
        ObjectNode veiled = (ObjectNode) lead;
        hidden.forEach(column -> {
            if (secured) {
                veiled.putNull(column);
            } else {
                veiled.remove(column);
            }
        });
        return veiled;
    }

    private static Organisation organisation(Set<String> secured) {
        Map<String, Column> columns = new HashMap<>(Crm.ORGANISATION.columns());
        secured.forEach(property -> columns.computeIfPresent(
                property.replaceFirst("^_(.*)_value$", "$1"),
                (name, column) -> column.securedBy(new Access(false, false, false))));
        return new Organisation("", columns, Crm.ORGANISATION.currencies());
    }

    private static List<String> written(Plan plan, World world, Set<String> hidden) {
        return plan.fields().stream()
                .filter(field -> isOf(field, world, hidden))
                .filter(field -> field.action().isToLead() || field.action().isToReferral())
                .map(FieldPlan::field)
                .toList();
    }

    /** Emptied on the referral because its hidden column is empty, though nobody was seen to empty it. */
    private static List<String> wiped(Plan plan, World world, Set<String> hidden) {
        List<String> wiped = new ArrayList<>();
        for (FieldPlan field : plan.fields()) {
            boolean wipes = field.action().isToReferral() && field.value().isEmpty();
            if (isOf(field, world, hidden) && wipes) {
                wiped.add(field.field());
            }
        }
        return wiped;
    }

    private static boolean isOf(FieldPlan plan, World world, Set<String> hidden) {
        Field field = world.map().field(plan.field()).orElseThrow();
        ObjectNode bare = (ObjectNode) world.lead().read();
        bare.remove(hidden);
        return field.unseen(bare, world.terms()).isPresent();
    }
}
