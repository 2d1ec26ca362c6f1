package org.referralconnectors.sync.plan.laws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.Plan;

/** One run, step by step as the engine does it: the intent is committed before each write, the rest at the end. */
final class Run {

    private final World world;
    private final Moment moment;
    private final Act trouble;
    private Agreed agreed;
    private String intent;
    private String ownReferral;
    private String ownLead;
    private JsonNode referral;
    private JsonNode lead;
    private Plan plan;

    /** @param trouble what happens at {@code moment}: null for a crash */
    Run(World world, Moment moment, Act trouble) {
        this.world = world;
        this.moment = moment;
        this.trouble = trouble;
        this.agreed = Agreed.parse(world.memory().agreed());
        this.intent = world.memory().intent();
        this.ownReferral = world.memory().ownReferral();
        this.ownLead = world.memory().ownLead();
        world.ledger().begun();
    }

    /** @param referralFirst whether the lead's poll is its only cause */
    void go(boolean referralFirst) {
        referral = world.referral().read();
        lead = world.lead().read();
        reach(Moment.READ);
        try {
            write(referralFirst && lead != null);
            plan();
            agreed = plan.agreedWithoutWrites();
            world.ledger().concluded(world, plan);
        } catch (Outdated e) {
            commit(null);
            throw e;
        }
        reach(Moment.PLANNED);
        commit(null);
    }

    private void write(boolean referralFirst) {
        if (referralFirst) {
            updateReferral();
        }
        upsertLead();
        if (!referralFirst) {
            updateReferral();
        }
    }

    /** Whether another run is needed. */
    boolean leavesWork() {
        return plan == null || plan.writesLead() || plan.writesReferral();
    }

    Plan plan() {
        String intended = intent;
        if (intended != null) {
            agreed = world.planner().recover(agreed, intent, referral, lead, Crm.ORGANISATION);
            intent = null;
        }
        world.ledger().read(referral, lead);
        plan = world.planner().plan(referral, lead, agreed, Crm.ORGANISATION, world.ownWrites());
        if (intended != null) {
            world.ledger().recovered(world, plan, Memory.json(intended));
        }
        plan.fields().stream()
                .filter(field -> field.action() != Action.NONE)
                .forEach(field -> world.tell(
                        "  " + field.field() + ": " + field.action() + " [" + field.value() + "] " + field.rule()));
        return plan;
    }

    private void upsertLead() {
        if (!plan().writesLead()) {
            return;
        }
        ObjectNode body = plan.leadWrite();
        intend(plan.leadIntent());
        reach(Moment.LEAD_INTENDED);
        JsonNode answer = send(body);
        world.ledger().leadWritten(world, plan, answer);
        reach(Moment.LEAD_WRITTEN);
        agreed = plan.agreedAfterLeadWrite(answer);
        if (lead != null) {
            world.ledger().concluded(world, plan);
        }
        lead = answer;
        intent = null;
        ownLead = answer.path("@odata.etag").asText();
        world.ledger().known();
        reach(Moment.LEAD_KNOWN);
    }

    private JsonNode send(ObjectNode body) {
        world.tell("  lead < " + body);
        if (lead != null) {
            return world.lead().update(body, lead.path("@odata.etag").asText(), world.now());
        }
        JsonNode answer = world.lead().create(body, ReferralSide.ID, world.now());
        world.created();
        return answer;
    }

    private void updateReferral() {
        if (!plan().writesReferral() || lead == null) {
            return;
        }
        ArrayNode operations = plan.referralPatch(plan.referralFields());
        intend(plan.referralIntent());
        reach(Moment.REFERRAL_INTENDED);
        world.tell("  referral < " + operations);
        JsonNode answer =
                world.referral().patch(operations, referral.path("eTag").asText(), world.now());
        world.ledger().referralWritten(world, plan, answer);
        reach(Moment.REFERRAL_WRITTEN);
        agreed = plan.agreedAfterReferralWrite(answer, plan.referralFields());
        world.ledger().concluded(world, plan);
        referral = answer;
        intent = null;
        ownReferral = answer.path("eTag").asText();
        world.ledger().known();
        reach(Moment.REFERRAL_KNOWN);
    }

    private void intend(String what) {
        intent = what;
        commit(what);
    }

    private void commit(String what) {
        world.commit(new Memory(agreed.toJson(), what, ownReferral, ownLead));
        world.ledger().committed();
    }

    private void reach(Moment here) {
        if (here != moment) {
            return;
        }
        if (trouble == null) {
            throw new Crash(here);
        }
        world.tell("  meanwhile");
        trouble.on(world);
    }
}
