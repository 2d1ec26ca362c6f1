package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.Refusal;
import org.referralconnectors.mapping.StatusField;
import org.referralconnectors.mapping.StatusTable;

/** What is to be done about one pair, field by field, and the requests that do it. Immutable. */
public final class Plan {

    private static final Refusal OWED = new Refusal("owed", "the new lead is still to be given it", null);

    private final List<FieldPlan> fields;
    private final FieldMap map;
    private final Sides sides;
    private final boolean anew;

    Plan(List<FieldPlan> fields, FieldMap map, Sides sides, boolean anew) {
        this.fields = List.copyOf(fields);
        this.map = map;
        this.sides = sides;
        this.anew = anew;
    }

    /** Every field of the map, in its order. */
    public List<FieldPlan> fields() {
        return fields;
    }

    /** Empty where the map has no row for it. */
    public Optional<FieldPlan> status() {
        return fields.stream().filter(this::isStatus).findFirst();
    }

    public boolean writesLead() {
        return fields.stream().anyMatch(FieldPlan::writesLead);
    }

    public boolean writesReferral() {
        return fields.stream().anyMatch(FieldPlan::writesReferral);
    }

    public Set<String> leadFields() {
        return names(FieldPlan::writesLead);
    }

    public Set<String> referralFields() {
        return names(FieldPlan::writesReferral);
    }

    /** These of the plan's fields. */
    List<FieldPlan> fields(Set<String> names) {
        return fields.stream().filter(plan -> names.contains(plan.field())).toList();
    }

    /** The moves that this plan writes, each with the fields that make it. */
    public Map<Move, Set<String>> moves() {
        Map<Move, Set<String>> moves = new EnumMap<>(Move.class);
        for (FieldPlan plan : fields) {
            if (isStatus(plan) && plan.writesLead() && plan.value().startsWith("2/")) {
                moves.put(Move.CLOSE_LEAD, Set.of(plan.field()));
            }
            if (isStatus(plan) && plan.writesReferral() && StatusTable.isClosed(plan.value())) {
                moves.put(Move.CLOSE_REFERRAL, Set.of(plan.field()));
            }
        }
        if (anew && writesLead()) {
            moves.put(Move.RECREATE, leadFields());
        }
        return moves;
    }

    /** As {@link #moves()}, of the one side. */
    public Map<Move, Set<String>> moves(Side side) {
        Map<Move, Set<String>> moves = moves();
        moves.keySet().removeIf(move -> (move == Move.CLOSE_REFERRAL) != (side == Side.REFERRAL));
        return moves;
    }

    /** This, for a lead in the place of one that was deleted. */
    Plan anew() {
        return new Plan(fields, map, sides, true);
    }

    /** Whether it makes a lead in the place of one that was deleted. */
    public boolean isAnew() {
        return anew;
    }

    /** The body of the lead's create or update: only what changes; empty where nothing does. */
    public ObjectNode leadWrite() {
        return leadWrite(leadFields());
    }

    /**
     * The body that writes these of the plan's fields to the lead.
     *
     * @param names of {@link #leadFields()}
     */
    public ObjectNode leadWrite(Set<String> names) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        fields.stream()
                .filter(plan -> plan.writesLead() && names.contains(plan.field()))
                .forEach(plan -> field(plan).writeLead(body, sides.lead(), plan.value(), sides.terms()));
        return body;
    }

    /**
     * The JSON Patch that writes these of the plan's fields to the referral, the status last.
     *
     * @param names of {@link #referralFields()}
     */
    public ArrayNode referralPatch(Set<String> names) {
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        List<FieldPlan> written = fields.stream()
                .filter(plan -> plan.writesReferral() && names.contains(plan.field()))
                .toList();
        written.stream().filter(plan -> !isStatus(plan)).forEach(plan -> patch(operations, plan));
        written.stream().filter(this::isStatus).forEach(plan -> patch(operations, plan));
        return operations;
    }

    /** Holds these fields back: they are neither written nor agreed, so that a later plan asks for them again. */
    public Plan without(Set<String> names, String why) {
        List<FieldPlan> left = fields.stream()
                .map(plan -> plan.writes() && names.contains(plan.field()) ? plan.heldBack(why) : plan)
                .toList();
        return new Plan(left, map, sides, anew);
    }

    /** What is agreed while nothing has been written. */
    Agreed agreedWithoutWrites() {
        Map<String, Agreement> agreements = new LinkedHashMap<>();
        fields.forEach(plan -> agreements.put(plan.field(), plan.withoutWrite()));
        return Agreed.of(agreements);
    }

    /**
     * What is agreed when a lead is about to be made of these fields alone: what only a new lead is given is owed to it
     * from then on.
     */
    Agreed agreedBeforeCreate(Set<String> written) {
        Agreed agreed = agreedWithoutWrites();
        for (FieldPlan plan : fields) {
            if (plan.writesLead()
                    && !written.contains(plan.field())
                    && field(plan).onCreate()) {
                agreed = agreed.park(plan, OWED).resolve(plan.field(), "referral");
            }
        }
        return agreed;
    }

    /** What is agreed on one field, now that it was written: what was sent where the answer may not show it. */
    Agreement agreedAfterWrite(FieldPlan plan, Side side, Sides answered) {
        String now = answered.value(side, field(plan));
        if (side == Side.REFERRAL) {
            return Agreement.on(plan.rowHash(), now, plan.after().lead());
        }
        String referral = plan.after().referral();
        return field(plan).unseen(answered.lead(), answered.terms()).isPresent()
                ? Agreement.on(plan.rowHash(), referral, plan.value()).outOfSight()
                : Agreement.on(plan.rowHash(), referral, now);
    }

    private Set<String> names(Predicate<FieldPlan> isNamed) {
        return fields.stream()
                .filter(isNamed)
                .map(FieldPlan::field)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void patch(ArrayNode operations, FieldPlan plan) {
        field(plan).patchReferral(operations, sides.referral(), sides.lead(), plan.value(), sides.terms());
    }

    private boolean isStatus(FieldPlan plan) {
        return field(plan) instanceof StatusField;
    }

    private Field field(FieldPlan plan) {
        return map.field(plan.field()).orElseThrow();
    }
}
