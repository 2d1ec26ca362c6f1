package org.referralconnectors.sync.plan.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;
import org.referralconnectors.mapping.Field;

/**
 * What must never empty a filled value. That rows with {@code clear: keep} wipe nothing, the {@link Ledger} sees
 * everywhere.
 */
@AddLifecycleHook(value = Chance.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
class WipingLawTest {

    private static final int TRIES = 2000;

    @Provide
    Arbitrary<Rows> maps() {
        return Maps.any();
    }

    @Provide("referral edits")
    Arbitrary<List<Act>> referralEdits() {
        return Acts.referralEdit().list().ofMaxSize(10);
    }

    @Provide("lead edits")
    Arbitrary<List<Act>> leadEdits() {
        return Acts.leadEdit().list().ofMaxSize(10);
    }

    @Provide
    Arbitrary<List<Act>> edits() {
        return Acts.of(Arbitraries.oneOf(Acts.referralEdit(), Acts.leadEdit()));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anEmptySideNeverOverwritesAFilledOneAtAFirstMeeting(
            @ForAll("maps") Rows map,
            @ForAll("referral edits") List<Act> referral,
            @ForAll("lead edits") List<Act> lead) {
        World world = new World(map, "UTC", false);
        world.tells(() -> {
            ObjectNode subject = JsonNodeFactory.instance.objectNode().put("subject", ReferralSide.ID);
            world.appear(subject, "0a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11");
            world.after(referral).after(lead);
            Map<String, String> before = filled(world);
            world.drain();
            assertThat(filled(world).keySet()).containsAll(before.keySet());
        });
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anotherMapNeverWipes(@ForAll("maps") Rows map, @ForAll("maps") Rows other, @ForAll("edits") List<Act> edits) {
        World world = new World(map, "UTC", false);
        world.tells(() -> {
            world.after(edits);
            world.drain();
            Map<String, String> before = filled(world);
            new Act("another map:\n" + other, each -> each.remap(other)).on(world);
            world.drain();
            assertThat(filled(world).keySet()).containsAll(before.keySet());
        });
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anExpiredReferralNeverEmptiesItsLead(@ForAll("maps") Rows map, @ForAll("edits") List<Act> edits) {
        World world = new World(map, "UTC", false);
        world.tells(() -> {
            world.after(edits);
            world.drain();
            JsonNode before = columns(world);
            new Act("referral moves to Closed/Expired", each -> each.moveReferral("Closed/Expired")).on(world);
            world.drain();
            assertThat(columns(world)).isEqualTo(before);
        });
    }

    private static JsonNode columns(World world) {
        return ((ObjectNode) world.lead().read())
                .without(List.of("statecode", "statuscode", "modifiedon", "@odata.etag"));
    }

    /** Every field and side that holds something. */
    private static Map<String, String> filled(World world) {
        Map<String, String> filled = new TreeMap<>();
        for (Field field : world.map().fields()) {
            String referral = field.referral(world.referral().read());
            filled.put("referral's " + field.name(), field.isStandIn(referral) ? "" : referral);
            filled.put("lead's " + field.name(), field.lead(world.lead().read(), world.terms()));
        }
        filled.values().removeIf(String::isEmpty);
        return filled;
    }
}
