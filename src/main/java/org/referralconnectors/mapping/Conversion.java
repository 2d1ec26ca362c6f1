package org.referralconnectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;

/** How one value of a referral and one column of the lead stand for each other. The column is never null. */
interface Conversion {

    /** The column types that can hold it. */
    Set<String> types();

    default String readReferral(JsonNode value) {
        return Text.of(value);
    }

    default String readLead(JsonNode value) {
        return Text.of(value);
    }

    /** See {@link Field#sameReferral}. */
    default boolean sameReferral(String then, String now, Terms terms) {
        return then.equals(now);
    }

    /** See {@link Field#sameLead}. */
    default boolean sameLead(String then, String now, Terms terms) {
        return then.equals(now);
    }

    Converted toLead(String value, Column column, Terms terms);

    default Converted toReferral(String value, Column column, Terms terms) {
        return Converted.to(value);
    }

    default JsonNode leadJson(String value) {
        return text(value);
    }

    default JsonNode referralJson(String value) {
        return text(value);
    }

    /** What in this column does not fit, one sentence each; its type is checked elsewhere. */
    default List<String> check(Column column) {
        return List.of();
    }

    static JsonNode text(String value) {
        return value.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(value);
    }
}
