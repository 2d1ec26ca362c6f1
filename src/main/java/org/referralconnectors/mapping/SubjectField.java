package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** The subject of a new lead, which must hold the referral's id. Sellers own it from then on. */
final class SubjectField extends Field {

    private final JsonPointer name;
    private final JsonPointer id;
    private final String column;

    SubjectField(Row row, JsonPointer name, JsonPointer id, String column) {
        super(row);
        this.name = name;
        this.id = id;
        this.column = column;
    }

    @Override
    Set<String> columns() {
        return Set.of(column);
    }

    /** Already as long as the column takes, so that cutting never reaches the id. */
    @Override
    public String referral(JsonNode referral, Terms terms) {
        Column existing = terms.column(column);
        int length = existing == null || existing.maxLength() == null ? Integer.MAX_VALUE : existing.maxLength();
        return terms.subject().render(Text.of(referral.at(name)), Text.of(referral.at(id)), length);
    }

    @Override
    public String lead(JsonNode lead, Terms terms) {
        return Text.of(lead.path(column));
    }

    @Override
    public Converted toLead(String value, Terms terms) {
        return Converted.to(value);
    }

    @Override
    public Converted toReferral(String value, Terms terms) {
        return Converted.refused("one-way", "a subject is never written to a referral", null);
    }

    @Override
    public void writeLead(ObjectNode body, String value, Terms terms) {
        body.put(column, value);
    }

    @Override
    public void patchReferral(ArrayNode operations, JsonNode referral, JsonNode lead, String value, Terms terms) {
        throw new IllegalStateException("A subject is never written to a referral");
    }

    @Override
    List<String> check(Organisation organisation) {
        return Columns.check(organisation, column, TextConversion.TYPES);
    }
}
