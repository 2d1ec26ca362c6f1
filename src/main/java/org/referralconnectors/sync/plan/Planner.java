package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
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

    /** @param lead null while there is none: then the plan makes a complete one, open and without a status */
    public Plan plan(JsonNode referral, JsonNode lead, Agreed agreed, Organisation organisation, OwnWrites ours) {
        Sides sides = new Sides(referral, lead, policies.terms(organisation), ours);
        List<FieldPlan> fields = new ArrayList<>(map.fields().size());
        for (Field field : map.fields()) {
            fields.add(permitted(decide(field, agreed, sides)));
        }
        return new Plan(fields, map, sides);
    }

    /**
     * After a crash between a write and its record: a side that holds what was intended holds our own value.
     *
     * @param intent as {@link Plan#leadIntent()} or {@link Plan#referralIntent()} wrote it
     * @param lead null if there is none
     */
    public Agreed recover(Agreed agreed, String intent, JsonNode referral, JsonNode lead, Organisation organisation) {
        return Intent.parse(intent)
                .recover(agreed, new Sides(referral, lead, policies.terms(organisation), OwnWrites.NONE), map);
    }

    private FieldPlan decide(Field field, Agreed agreed, Sides sides) {
        if (field instanceof LeadIdField) {
            LeadIdMerge merge = new LeadIdMerge(sides, policies.overwriteExternalReference());
            return merge.plan(Draft.of(field, agreed.of(field.name(), merge.rowHash(field.rowHash())), sides));
        }
        Draft draft = Draft.of(field, agreed.of(field.name(), field.rowHash()), sides);
        if (!field.appliesTo(sides.referral())) {
            return draft.none("its row counts for other referrals");
        }
        if (draft.isUnseen()) {
            return draft.leftAlone();
        }
        return field instanceof StatusField status
                ? new StatusMerge(sides).plan(draft, status)
                : new FieldMerge(sides).plan(draft);
    }

    private FieldPlan permitted(FieldPlan plan) {
        boolean held = plan.writesLead() && !policies.writeLead() || plan.writesReferral() && !policies.writeReferral();
        return held ? plan.heldBack("held back by sync.write: " + plan.rule()) : plan;
    }
}
