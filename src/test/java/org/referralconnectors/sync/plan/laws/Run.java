package org.referralconnectors.sync.plan.laws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.PairState;
import org.referralconnectors.sync.plan.Plan;
import org.referralconnectors.sync.plan.Side;

/**
 * One run. Its steps are the application's own ({@link PairState}); what lies between them, calls and commits, is the
 * model's.
 */
final class Run {

    private final World world;
    private final Trouble trouble;
    private PairState state;
    private JsonNode referral;
    private JsonNode lead;

    Run(World world, Trouble trouble) {
        this.world = world;
        this.trouble = trouble;
        this.state = PairState.of(world.memory());
        world.ledger().begun();
    }

    /**
     * What it learned until it failed is kept, unless the process ended with it.
     *
     * @param referralFirst whether the lead's poll is its only cause
     */
    void go(boolean referralFirst) {
        try {
            steps(referralFirst);
        } catch (Outdated e) {
            commit();
            throw e;
        } catch (Ended e) {
            if (!e.isKilled()) {
                commit();
            }
            throw e;
        }
    }

    private void steps(boolean referralFirst) {
        referral = world.referral().read();
        lead = world.lead().read();
        world.ledger().looked(world);
        reach(Moment.READ);
        boolean turned = referralFirst && lead != null;
        if (turned) {
            updateReferral();
        }
        upsertLead();
        if (!turned) {
            updateReferral();
        }
        plan();
        reach(Moment.PLANNED);
        commit();
    }

    /** Whether another run is needed. */
    boolean leavesWork() {
        Plan plan = state.plan();
        return plan == null || plan.writesLead() || plan.writesReferral();
    }

    Plan plan() {
        PairState before = state;
        state = state.read(world.planner(), Crm.ORGANISATION, referral, lead).planned();
        Plan plan = state.plan();
        world.ledger().read(referral, lead);
        world.ledger().recovered(world, plan, before.kept());
        if (lead != null) {
            world.ledger().concluded(world, plan);
        }
        plan.fields().stream()
                .filter(field -> field.action() != Action.NONE)
                .forEach(field -> world.tell(
                        "  " + field.field() + ": " + field.action() + " [" + field.value() + "] " + field.rule()));
        return plan;
    }

    private void upsertLead() {
        Plan plan = plan();
        if (!plan.writesLead()) {
            return;
        }
        Set<String> fields = plan.leadFields();
        String base = lead == null ? null : lead.path("@odata.etag").asText();
        intend(Side.RECORD, fields);
        reach(Moment.LEAD_INTENDED);
        Flight flight = new Flight(Side.RECORD, plan.leadWrite(fields), base, plan, fields, world.map());
        lead = send(flight, Moment.LEAD_IN_FLIGHT, Moment.LEAD_WRITTEN);
        state = state.knowing(lead.path("leadid").asText());
        reach(Moment.LEAD_KNOWN);
    }

    private void updateReferral() {
        Plan plan = plan();
        if (!plan.writesReferral() || lead == null) {
            return;
        }
        Set<String> fields = plan.referralFields();
        intend(Side.REFERRAL, fields);
        reach(Moment.REFERRAL_INTENDED);
        String base = referral.path("eTag").asText();
        Flight flight = new Flight(Side.REFERRAL, plan.referralPatch(fields), base, plan, fields, world.map());
        referral = send(flight, Moment.REFERRAL_IN_FLIGHT, Moment.REFERRAL_WRITTEN);
        reach(Moment.REFERRAL_KNOWN);
    }

    private JsonNode send(Flight flight, Moment inFlight, Moment written) {
        world.tell("  " + flight);
        world.ledger().sent(world, flight);
        if (trouble.moment() == inFlight && trouble.meanwhile() == null) {
            world.inFlight(flight);
        }
        reach(inFlight);
        JsonNode answer = flight.arrive(world);
        reach(written);
        state = state.answered(flight.side(), flight.fields(), answer);
        world.ledger().known(flight.side());
        return answer;
    }

    private void intend(Side side, Set<String> fields) {
        state = state.intend(side, fields);
        world.ledger().intended(world, side, state.plan(), fields);
        commit();
    }

    private void commit() {
        state = state.told();
        world.commit(state.kept());
        world.ledger().committed();
    }

    private void reach(Moment here) {
        if (here != trouble.moment()) {
            return;
        }
        if (trouble.meanwhile() == null) {
            throw new Ended(trouble);
        }
        world.tell("  meanwhile");
        trouble.meanwhile().on(world);
    }
}
