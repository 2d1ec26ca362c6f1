package org.referralconnectors.simulated;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * A JSON Patch (RFC 6902) as far as the Referrals API goes: {@code replace} and {@code add}, on the paths that the
 * certified connector lists. Deal registration isn't simulated, so its paths are refused.
 */
final class ReferralPatch {
    private static final Set<String> MEMBERS = Set.of("op", "path", "value");

    private final JsonNode operations;
    private final boolean numericDealValue;

    /**
     * @param numericDealValue whether a JSON number does for the deal's value, where the documentation shows text
     */
    ReferralPatch(JsonNode operations, boolean numericDealValue) {
        this.operations = operations;
        this.numericDealValue = numericDealValue;
    }

    /** Refuses what is malformed whatever the referral looks like. */
    void checkShape() {
        if (!operations.isArray() || operations.isEmpty()) {
            throw ReferralError.invalid("body", "The body must be an array of at least one operation.");
        }
        operations.forEach(this::checkShape);
        Set<String> paths = paths();
        if (paths.contains("/status") != paths.contains("/substatus")) {
            throw ReferralError.invalid("Status", "Status and substatus have to be changed together.");
        }
    }

    private void checkShape(JsonNode operation) {
        Set<String> members = new HashSet<>();
        operation.fieldNames().forEachRemaining(members::add);
        if (!operation.isObject() || !members.equals(MEMBERS)) {
            throw ReferralError.invalid("body", "An operation has the members op, path and value.");
        }
        String op = operation.get("op").asText();
        String path = operation.get("path").asText();
        if (!op.equals("replace") && !op.equals("add")) {
            throw ReferralError.invalid("op", "The operation " + op + " is not supported.");
        }
        PatchablePath.of(path).check(op, operation.get("value"), numericDealValue);
    }

    private Set<String> paths() {
        Set<String> paths = new HashSet<>();
        operations.forEach(operation -> paths.add(operation.get("path").asText()));
        return paths;
    }

    /** A changed copy. Refuses what can't be done to this referral. */
    ObjectNode applyTo(ObjectNode referral) {
        if (ReferralStatus.of(referral).isClosed()) {
            throw ReferralError.invalid("Status", "A closed referral can't be edited.");
        }
        ObjectNode changed = referral.deepCopy();
        operations.forEach(operation -> apply(operation, changed));
        ReferralStatus next = ReferralStatus.of(changed);
        if (!ReferralStatus.of(referral).mayMoveTo(next)) {
            throw ReferralError.invalid(
                    "Status", "A referral can't move to " + next.status() + "/" + next.substatus() + ".");
        }
        return changed;
    }

    private static void apply(JsonNode operation, ObjectNode referral) {
        JsonPointer path = JsonPointer.compile(operation.get("path").asText());
        JsonNode parent = referral.at(path.head());
        String name = path.last().getMatchingProperty();
        if (name.equals("-")) {
            append(parent, operation);
            return;
        }
        if (!(parent instanceof ObjectNode object)) {
            throw absent(path);
        }
        if (operation.get("op").asText().equals("replace") && !object.has(name)) {
            throw absent(path);
        }
        object.set(name, value(operation));
    }

    private static void append(JsonNode list, JsonNode operation) {
        if (!(list instanceof ArrayNode array)) {
            throw ReferralError.invalid("path", "There is no list to append to.");
        }
        array.add(operation.get("value"));
    }

    /** A deal value sent as text is kept as the decimal that it is. */
    private static JsonNode value(JsonNode operation) {
        JsonNode value = operation.get("value");
        boolean decimalText = operation.get("path").asText().equals("/details/dealValue") && value.isTextual();
        return decimalText ? Jwt.JSON.getNodeFactory().numberNode(new java.math.BigDecimal(value.asText())) : value;
    }

    /** RFC 6902, 4.3: what is replaced has to be there. */
    private static Refusal absent(JsonPointer path) {
        return ReferralError.invalid("path", "The target location " + path + " was not found.");
    }
}
