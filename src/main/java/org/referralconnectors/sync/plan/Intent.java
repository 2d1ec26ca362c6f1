package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.FieldMap;

/**
 * What is about to be written to which version of one side, with what the other side held: recorded before the write,
 * for after a crash.
 */
record Intent(JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEAD = "lead";

    static Intent toLead(List<FieldPlan> fields, String etag) {
        return of(LEAD, fields, true, etag);
    }

    static Intent toReferral(List<FieldPlan> fields, String etag) {
        return of("referral", fields, false, etag);
    }

    private static Intent of(String side, List<FieldPlan> fields, boolean lead, String etag) {
        ObjectNode json = JSON.createObjectNode().put("to", side).put("etag", etag);
        ObjectNode each = json.putObject("fields");
        for (FieldPlan field : fields) {
            each.putObject(field.field())
                    .put("row", field.rowHash())
                    .put("value", field.value())
                    .put(
                            "other",
                            lead ? field.after().referral() : field.after().lead());
        }
        return new Intent(json);
    }

    /** @throws IllegalStateException if the text is no intent */
    static Intent parse(String text) {
        try {
            return new Intent(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was about to be written can't be read", e);
        }
    }

    String text() {
        return json.toString();
    }

    Agreed recover(Agreed agreed, Sides sides, FieldMap map) {
        boolean toLead = json.path("to").asText().equals(LEAD);
        Agreed recovered = agreed;
        if (toLead && !sides.hasLead() || isUntouched(toLead ? sides.leadEtag() : sides.referralEtag())) {
            return agreed;
        }
        for (Map.Entry<String, JsonNode> entry : json.path("fields").properties()) {
            Field field = map.field(entry.getKey()).orElse(null);
            if (field != null && isOurs(field, entry.getValue(), sides, toLead)) {
                String now = now(field, sides, toLead);
                recovered = recovered.with(field.name(), agreement(entry.getValue(), now, toLead));
            }
        }
        return recovered;
    }

    /** A side of the version that was read before the write: nothing has arrived. */
    private boolean isUntouched(String etag) {
        return !etag.isEmpty() && etag.equals(json.path("etag").asText());
    }

    /** The value itself, or what the service made of it: trimmed, or with a default currency. */
    private static boolean isOurs(Field field, JsonNode intended, Sides sides, boolean toLead) {
        String now = now(field, sides, toLead);
        String value = intended.path("value").asText();
        String other = intended.path("other").asText();
        return now.equals(value)
                || now.equals(value.strip())
                || (toLead ? field.same(other, now, sides.terms()) : field.same(now, other, sides.terms()));
    }

    private static String now(Field field, Sides sides, boolean toLead) {
        return toLead ? field.lead(sides.lead(), sides.terms()) : field.referral(sides.referral());
    }

    /** Under another row the hash does not fit, and the field is met for the first time. */
    private static Agreement agreement(JsonNode intended, String value, boolean toLead) {
        String other = intended.path("other").asText();
        return Agreement.on(intended.path("row").asText(), toLead ? other : value, toLead ? value : other);
    }
}
