package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.LeadIdField;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.mapping.StatusField;

/**
 * Plans what brings a referral and its lead in step. Without I/O, clock or state: the same input gives the same plan.
 */
public final class Planner {

    private final FieldMap map;
    private final Policies policies;

    public Planner(FieldMap map, Policies policies) {
        this.map = map;
        this.policies = policies;
    }

    /** @param lead null while there is none */
    Sides sides(JsonNode referral, JsonNode lead, Organisation organisation) {
        return new Sides(referral, lead, policies.terms(organisation));
    }

    FieldMap map() {
        return map;
    }

    /**
     * While there is no lead, the plan makes a complete one, open and without a status.
     *
     * @param leadIds every lead that the pair ever had
     * @param referralIsNewest whether somebody else changed the referral last
     */
    Plan plan(Sides sides, Agreed agreed, Set<String> leadIds, boolean referralIsNewest) {
        LeadIdMerge leadIdMerge = new LeadIdMerge(sides, policies.overwriteExternalReference(), leadIds);
        FieldMerge fieldMerge = new FieldMerge(sides, referralIsNewest);
        List<FieldPlan> fields = new ArrayList<>(map.fields().size());
        for (Field field : map.fields()) {
            fields.add(permitted(decide(field, agreed, sides, leadIdMerge, fieldMerge)));
        }
        return new Plan(fields, map, sides, false);
    }

    /** The lead is gone, and its referral is to be closed for it; nothing else is planned. */
    Plan closing(Sides sides, Agreed agreed) {
        List<FieldPlan> fields = new ArrayList<>(map.fields().size());
        for (Field field : map.fields()) {
            Draft draft = Draft.of(field, agreed.of(field.name(), field.rowHash()), sides);
            fields.add(
                    field instanceof StatusField status && field.appliesTo(sides.referral())
                            ? permitted(new StatusMerge(sides).close(draft, status))
                            : draft.none("the lead was deleted"));
        }
        return new Plan(fields, map, sides, false);
    }

    private static FieldPlan decide(
            Field field, Agreed agreed, Sides sides, LeadIdMerge leadIdMerge, FieldMerge fieldMerge) {
        if (field instanceof LeadIdField) {
            return leadIdMerge.plan(
                    Draft.of(field, agreed.of(field.name(), leadIdMerge.rowHash(field.rowHash())), sides));
        }
        Draft draft = Draft.of(field, agreed.of(field.name(), field.rowHash()), sides);
        if (!field.appliesTo(sides.referral())) {
            return draft.forget("its row counts for other referrals");
        }
        if (draft.isUnseen()) {
            return draft.leftAlone();
        }
        return field instanceof StatusField status
                ? new StatusMerge(sides).plan(draft, status)
                : fieldMerge.plan(draft);
    }

    private FieldPlan permitted(FieldPlan plan) {
        boolean held = plan.writesLead() && !policies.writeLead() || plan.writesReferral() && !policies.writeReferral();
        return held ? plan.heldBack("held back by sync.write: " + plan.rule()) : plan;
    }
}
