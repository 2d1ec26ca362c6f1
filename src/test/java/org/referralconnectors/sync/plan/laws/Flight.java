package org.referralconnectors.sync.plan.laws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.sync.plan.Plan;
import org.referralconnectors.sync.plan.Side;

/**
 * A write on its way to a service, guarded by the version that was read.
 *
 * @param body of the PATCH; for the referral a JSON Patch
 * @param base the version written over; null for a create
 * @param plan which wanted it
 * @param fields those of the plan that it writes
 * @param map under which it was planned
 */
record Flight(Side side, JsonNode body, String base, Plan plan, Set<String> fields, FieldMap map) {

    /**
     * It arrives.
     *
     * @throws Outdated where somebody was faster
     */
    JsonNode arrive(World world) {
        JsonNode answer = take(world);
        world.ledger().arrived(world, this, answer);
        return answer;
    }

    private JsonNode take(World world) {
        if (side == Side.REFERRAL) {
            return world.referral().patch(body, base, world.now());
        }
        if (base != null) {
            return world.lead().update(body, base, world.now());
        }
        JsonNode answer = world.lead().create(body, ReferralSide.ID, world.now());
        world.created();
        return answer;
    }

    @Override
    public String toString() {
        return side.text() + " < " + body;
    }
}
