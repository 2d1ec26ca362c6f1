package org.referralconnectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Set;

/** Yes or no; {@code true} or {@code false} in JSON. */
record YesNoConversion() implements Conversion {

    @Override
    public Set<String> types() {
        return Set.of("Boolean");
    }

    @Override
    public Converted toLead(String value, Column column, Terms terms) {
        return value.isEmpty() || value.equals("true") || value.equals("false")
                ? Converted.to(value)
                : Converted.refused("not-yes-no", "the referral's value is neither true nor false", "correct the row");
    }

    @Override
    public Converted toReferral(String value, Column column, Terms terms) {
        return value.isEmpty()
                ? Converted.refused("not-emptied", "the referral's yes or no can't be emptied", null)
                : Converted.to(value);
    }

    @Override
    public JsonNode leadJson(String value) {
        return json(value);
    }

    @Override
    public JsonNode referralJson(String value) {
        return json(value);
    }

    private static JsonNode json(String value) {
        return value.isEmpty() ? NullNode.getInstance() : BooleanNode.valueOf(value.equals("true"));
    }
}
