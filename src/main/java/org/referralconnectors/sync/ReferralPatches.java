package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.referralconnectors.mapping.Refusal;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.Plan;

/** The PATCHes of one plan that are still to be sent, and what became of those that were. */
final class ReferralPatches {

    private final Deque<ReferralPatch> waiting = new ArrayDeque<>();
    private final Set<String> accepted = new LinkedHashSet<>();
    private final Map<String, Refusal> refused = new HashMap<>();

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    ReferralPatch next() {
        return waiting.element();
    }

    void add(ReferralPatch patch) {
        waiting.add(patch);
    }

    ReferralPatch answered() {
        return waiting.remove();
    }

    /** @return what is agreed after this answer and those before it: nothing of what was not written */
    Agreed accepted(Plan plan, Set<String> fields, JsonNode answer, Agreed agreed) {
        accepted.addAll(fields);
        return parked(plan, agreed.with(accepted, plan.agreedAfterReferralWrite(answer, accepted)));
    }

    /** The service refuses this field by itself: it waits, and the others go on. */
    Agreed refused(Plan plan, String field, Refusal why, Agreed agreed) {
        refused.put(field, why);
        return parked(plan, agreed);
    }

    private Agreed parked(Plan plan, Agreed agreed) {
        Agreed parked = agreed;
        for (FieldPlan field : plan.fields()) {
            Refusal why = refused.get(field.field());
            parked = why == null ? parked : parked.park(field, why);
        }
        return parked;
    }
}
