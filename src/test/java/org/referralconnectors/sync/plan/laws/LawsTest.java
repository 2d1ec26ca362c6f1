package org.referralconnectors.sync.plan.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.LeadIdField;
import org.referralconnectors.mapping.StatusField;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;

/**
 * The six laws, over histories of edits on both sides, runs, crashes, races and changed maps. The two sides themselves fail a
 * history that brings them an illegal write, and the {@link Ledger} one that loses a change.
 */
class LawsTest {

    private static final int TRIES = 2000;

    @Provide
    Arbitrary<String> maps() {
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

    @Property(tries = TRIES)
    void convergence(@ForAll("maps") String map, @ForAll("zones") String zone, @ForAll("histories") List<Act> history) {
        World world = new World(map, zone, false);
        told(world, () -> {
            world.after(history);
            world.drain();
            assertThat(unexplained(world))
                    .as("two-way fields that differ without a reason")
                    .isEmpty();
            assertThat(world.writes()).as("writes").isLessThanOrEqualTo(world.edits() + 2);
        });
    }

    private static List<String> unexplained(World world) {
        List<String> parked = Agreed.parse(world.memory().agreed()).parked().stream()
                .map(FieldPark::field)
                .toList();
        List<String> unexplained = new ArrayList<>();
        for (Field field : world.map().fields()) {
            boolean isTwoWay = field.direction().toLead() && field.direction().toReferral();
            boolean watched = !(field instanceof StatusField) && !(field instanceof LeadIdField);
            String referral = field.referral(world.referral().read(), world.terms());
            String lead = field.lead(world.lead().read(), world.terms());
            if (isTwoWay
                    && watched
                    && !parked.contains(field.name())
                    && !field.same(referral, lead, world.terms())
                    && !world.ledger().isSettled(field, referral, lead)) {
                unexplained.add(field.name() + ": " + referral + " | " + lead);
            }
        }
        return unexplained;
    }

    private static void told(World world, Runnable law) {
        try {
            law.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e.getMessage() + "\n\nThe history:\n  " + world.story(), e);
        }
    }
}
