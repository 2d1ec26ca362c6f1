package org.referralconnectors.sync.plan.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.Move;
import org.referralconnectors.sync.plan.PairState;
import org.referralconnectors.sync.plan.Plan;
import org.referralconnectors.sync.plan.Side;

/**
 * What a run writes changes nothing of what it has yet to write. Any of a plan's writes may be made, to either side
 * first, answered or unheard of, with a plug-in's touch or a restart between them: of every other field the next plan
 * says the same.
 */
@AddLifecycleHook(value = Chance.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
class StabilityLawTest {

    private static final int TRIES = 2000;

    /** How a write ends. */
    enum Ending {
        ANSWERED,
        ANSWERED_AND_RESTARTED,
        LOST,
        TOUCHED_AFTERWARDS
    }

    @Provide
    Arbitrary<Rows> maps() {
        return Maps.any();
    }

    @Provide
    Arbitrary<List<Act>> histories() {
        return Acts.of(Acts.edit());
    }

    /** Of both sides, so that there is something to decide. */
    @Provide
    Arbitrary<List<Act>> edits() {
        return Arbitraries.oneOf(Acts.edit(), Acts.edit(), Acts.pause())
                .list()
                .ofMinSize(2)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Side>> orders() {
        return Arbitraries.of(
                List.of(Side.RECORD, Side.REFERRAL),
                List.of(Side.REFERRAL, Side.RECORD),
                List.of(Side.RECORD),
                List.of(Side.REFERRAL));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void stability(
            @ForAll("maps") Rows map,
            @ForAll("histories") List<Act> history,
            @ForAll("edits") List<Act> edits,
            @ForAll("orders") List<Side> order,
            @ForAll Ending ending,
            @ForAll Random chance) {
        World world = new World(map, "UTC", false);
        world.tells(() -> {
            world.after(history).drain();
            world.after(edits);
            PairState state = planned(world, PairState.of(world.memory()));
            Map<String, String> before = said(state.plan());
            for (Side side : order) {
                Set<String> some = some(state.plan(), side, chance);
                if (!some.isEmpty()) {
                    before.keySet().removeAll(some);
                    state = planned(world, written(world, state, side, some, ending));
                }
                assertThat(said(state.plan())).containsExactlyInAnyOrderEntriesOf(before);
            }
        });
    }

    private static PairState planned(World world, PairState state) {
        return state.read(
                        world.planner(),
                        Crm.ORGANISATION,
                        world.referral().read(),
                        world.lead().read())
                .planned();
    }

    /** Of what is to be written or waits: what is done, with which value, and why. */
    private static Map<String, String> said(Plan plan) {
        return plan.fields().stream()
                .filter(field -> field.action() != Action.NONE && field.action() != Action.SETTLE)
                .collect(Collectors.toMap(
                        FieldPlan::field,
                        field -> field.action() + " [" + field.value() + "] " + field.rule(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** Whatever closes a side is written with all the others or after them, since a closed one takes no more. */
    private static Set<String> some(Plan plan, Side side, Random chance) {
        Set<String> all = side == Side.RECORD ? plan.leadFields() : plan.referralFields();
        List<String> some = new ArrayList<>(all);
        some.removeIf(field -> chance.nextBoolean());
        boolean closes = some.contains("status")
                && plan.moves().containsKey(side == Side.RECORD ? Move.CLOSE_LEAD : Move.CLOSE_REFERRAL);
        return closes ? all : Set.copyOf(some);
    }

    private static PairState written(World world, PairState state, Side side, Set<String> fields, Ending ending) {
        world.tell("  to the " + side.text() + ": " + fields + ", " + ending);
        PairState intended = state.intend(side, fields);
        JsonNode answer = write(world, state.plan(), side, fields);
        return switch (ending) {
            case ANSWERED -> intended.answered(side, fields, answer);
            case ANSWERED_AND_RESTARTED ->
                PairState.of(intended.answered(side, fields, answer).kept());
            case LOST -> PairState.of(intended.kept());
            case TOUCHED_AFTERWARDS -> {
                world.wait(60);
                world.touch(side);
                yield intended.answered(side, fields, answer);
            }
        };
    }

    private static JsonNode write(World world, Plan plan, Side side, Set<String> fields) {
        return side == Side.RECORD
                ? world.lead().update(plan.leadWrite(fields), world.version(side), world.now())
                : world.referral().patch(plan.referralPatch(fields), world.version(side), world.now());
    }
}
