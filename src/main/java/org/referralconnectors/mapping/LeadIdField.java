package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;
import org.referralconnectors.values.Guid;

/** The lead's id, kept in the referral's {@code externalReferenceId} as far as that is ours to write. */
public final class LeadIdField extends Field {

    static final String PATH = "/externalReferenceId";
    private static final JsonPointer POINTER = JsonPointer.compile(PATH);

    LeadIdField(Row row) {
        super(row);
    }

    @Override
    Set<String> columns() {
        return Set.of("leadid");
    }

    @Override
    public String referral(JsonNode referral) {
        return Guid.canonical(Text.of(referral.at(POINTER)).strip());
    }

    @Override
    public String lead(JsonNode lead, Terms terms) {
        return Guid.canonical(Text.of(lead.path("leadid")));
    }

    @Override
    public Converted toLead(String referralValue, Terms terms) {
        return Converted.refused("one-way", "a lead's id is never written to a lead", null);
    }

    @Override
    public Converted toReferral(String leadValue, Terms terms) {
        return Converted.to(leadValue);
    }

    @Override
    public void writeLead(ObjectNode body, JsonNode lead, String leadValue, Terms terms) {
        throw new IllegalStateException("A lead's id is never written to a lead");
    }

    @Override
    public void patchReferral(ArrayNode operations, JsonNode referral, JsonNode lead, String value, Terms terms) {
        Patch.set(operations, referral, POINTER, TextNode.valueOf(value));
    }

    @Override
    List<String> check(Organisation organisation) {
        return List.of();
    }
}
