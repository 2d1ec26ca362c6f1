package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.referralconnectors.mapping.Refusal;

/** What both sides of a pair held, field by field, when they were last in step, and which fields wait. Immutable. */
public final class Agreed {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Agreed NONE = new Agreed(Map.of());

    private final Map<String, Agreement> fields;

    private Agreed(Map<String, Agreement> fields) {
        this.fields = fields;
    }

    /** Of a pair that has never been in step. */
    public static Agreed none() {
        return NONE;
    }

    /**
     * @param text as {@link #toJson()} wrote it; null or empty: none
     * @throws IllegalStateException if it is something else
     */
    public static Agreed parse(String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What a pair agreed on can't be read", e);
        }
    }

    private static Agreed read(JsonNode json) {
        Map<String, Agreement> fields = new LinkedHashMap<>();
        json.properties()
                .forEach(entry -> fields.put(entry.getKey(), Agreement.read(entry.getKey(), entry.getValue())));
        return new Agreed(fields);
    }

    public String toJson() {
        ObjectNode json = JSON.createObjectNode();
        fields.forEach((name, agreement) -> json.set(name, agreement.json()));
        return json.toString();
    }

    /** The fields that wait. */
    public List<FieldPark> parked() {
        return fields.values().stream()
                .map(Agreement::park)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Leaves this field out until one of its values, as planned here, changes. */
    public Agreed park(FieldPlan field, Refusal why) {
        FieldPark park = new FieldPark(field.field(), why, field.referral(), field.lead());
        return with(field.field(), of(field.field(), field.rowHash()).parked(park));
    }

    /** This, but for these fields what is agreed in {@code after}. */
    public Agreed with(Set<String> names, Agreed after) {
        Map<String, Agreement> changed = new LinkedHashMap<>(fields);
        changed.keySet().removeAll(names);
        after.fields.forEach((name, agreement) -> {
            if (names.contains(name)) {
                changed.put(name, agreement);
            }
        });
        return new Agreed(changed);
    }

    /** Lets a parked field be planned again. */
    public Agreed release(String field) {
        return change(field, agreement -> agreement.parked(null));
    }

    /** @param take {@code referral} or {@code lead}: whose value the next plan writes to the other side */
    public Agreed resolve(String field, String take) {
        if (!take.equals("referral") && !take.equals("lead")) {
            throw new IllegalArgumentException("Take referral or lead, not " + take);
        }
        return change(field, agreement -> agreement.taking(take));
    }

    /** What is remembered of the field under this row; nothing where another row is remembered. */
    Agreement of(String field, String rowHash) {
        Agreement agreement = fields.get(field);
        return agreement != null && agreement.rowHash().equals(rowHash) ? agreement : Agreement.none(rowHash);
    }

    Agreed with(String field, Agreement agreement) {
        Map<String, Agreement> changed = new LinkedHashMap<>(fields);
        if (agreement.isEmpty()) {
            changed.remove(field);
        } else {
            changed.put(field, agreement);
        }
        return new Agreed(changed);
    }

    static Agreed of(Map<String, Agreement> fields) {
        Map<String, Agreement> kept = new LinkedHashMap<>(fields);
        kept.values().removeIf(Agreement::isEmpty);
        return new Agreed(kept);
    }

    private Agreed change(String field, UnaryOperator<Agreement> change) {
        Agreement agreement = fields.get(field);
        return agreement == null ? this : with(field, change.apply(agreement));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Agreed agreed && agreed.fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return toJson();
    }
}
